using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Access;

/// <summary>One emergency access: what the check of every permission looks at, and what waits to be reviewed; as fresh as the last command.</summary>
public record EmergencyAccessDetails(
    Guid Id, Guid AccountId, Guid RoleId, Guid? BranchId, DateTimeOffset OpenedAt, DateTimeOffset EndsAt,
    [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Notes)] string Reason,
    [Plain(DataClass.Internal, "Names of rules.")] IReadOnlyList<string> Crossed) : IVersioned, IBelongToBranch
{
    /// <summary>Version of the stream, which is its ETag.</summary>
    public int Version { get; init; }

    public EmergencyStatus Status { get; init; }

    /// <summary>When it was ended, by somebody or by its time; null before.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who ended it; null where its time was over.</summary>
    public Guid? EndedBy { get; init; }

    public Guid? ReviewedBy { get; init; }

    public DateTimeOffset? ReviewedAt { get; init; }

    public EmergencyVerdict? Verdict { get; init; }

    /// <summary>Log positions of what was done meanwhile, as the review listed them.</summary>
    public IReadOnlyList<long> Actions { get; init; } = [];

    /// <summary>What the reviewer found.</summary>
    [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Notes)]
    public string? Findings { get; init; }

    /// <summary>What the holder has by it while it counts.</summary>
    public Grant Gives() => new(RoleId, BranchId is null ? Scope.Company : Scope.Branch, BranchId, EndsAt);

    // A right for one branch does not reach what is about the whole company.
    Guid IBelongToBranch.BranchId => BranchId ?? Guid.Empty;
}

/// <summary>Keeps <see cref="EmergencyAccessDetails"/>.</summary>
public class EmergencyAccessDetailsProjection : SingleStreamProjection<EmergencyAccessDetails, Guid>
{
    public override EmergencyAccessDetails? Evolve(EmergencyAccessDetails? access, Guid id, IEvent e) => e.Data switch
    {
        EmergencyAccessOpened x => new EmergencyAccessDetails(
            x.EmergencyAccessId, x.AccountId, x.RoleId, x.BranchId, x.OccurredAt, x.EndsAt, x.Reason, x.Crossed),
        EmergencyAccessEnded x => access! with { Status = EmergencyStatus.Ended, EndedAt = x.OccurredAt, EndedBy = x.EndedBy },
        EmergencyAccessReviewed x => access! with
        {
            Status = EmergencyStatus.Reviewed,
            ReviewedBy = x.ReviewedBy,
            ReviewedAt = x.OccurredAt,
            Verdict = x.Verdict,
            Actions = x.Actions,
            Findings = x.Findings,
        },
        _ => access,
    };
}
