using CleaningEvents.Domain;
using CleaningEvents.Domain.Governance;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Governance;

/// <summary>One change request with what would be done: for the second person, and for who proposed it; as fresh as the last command.</summary>
public record ChangeRequestDetails(
    Guid Id,
    [Plain(DataClass.Internal, "The name of a use case.")] string Command,
    Guid TargetId, long TargetVersion, Guid? BranchId, IReadOnlyList<RouteValue> Route,
    [Protected(nameof(SubjectId), DataClass.Confidential, Purpose.Notes)] string? Body,
    [Protected(nameof(SubjectId), DataClass.Confidential, Purpose.Notes)] string? Reason,
    Guid SubjectId, Guid ProposedBy, DateTimeOffset ProposedAt, IReadOnlyList<Guid> Beneficiaries,
    [Plain(DataClass.Internal, "A name from the catalogue of permissions.")] string ApproverPermission,
    DateTimeOffset ExpiresAt) : IVersioned
{
    /// <summary>Version of the change request's stream, which is its ETag.</summary>
    public int Version { get; init; }

    public ChangeStatus Status { get; init; }

    /// <summary>Who approved or rejected it.</summary>
    public Guid? DecidedBy { get; init; }

    /// <summary>When it was approved, rejected or withdrawn, or lapsed.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The rule by which it lapsed.</summary>
    [Plain(DataClass.Internal, "A rule is no person.")]
    public string? Rule { get; init; }

    /// <summary>What the rule says.</summary>
    [Plain(DataClass.Internal, "A sentence of the program.")]
    public string? LapsedBecause { get; init; }

    /// <summary>Why it was rejected or withdrawn.</summary>
    [Protected(nameof(SubjectId), DataClass.Confidential, Purpose.Notes)]
    public string? EndedBecause { get; init; }
}

/// <summary>Keeps <see cref="ChangeRequestDetails"/>.</summary>
public class ChangeRequestDetailsProjection : SingleStreamProjection<ChangeRequestDetails, Guid>
{
    public override ChangeRequestDetails? Evolve(ChangeRequestDetails? change, Guid id, IEvent e) => e.Data switch
    {
        ChangeProposed x => new ChangeRequestDetails(
            x.ChangeRequestId, x.Command, x.TargetId, x.TargetVersion, x.BranchId, x.Route, x.Body, x.Reason, x.SubjectId, x.ProposedBy, e.Timestamp,
            x.Beneficiaries, x.ApproverPermission, x.ExpiresAt),
        ChangeApproved x => Ended(change!, e, ChangeStatus.Approved) with { DecidedBy = x.ApprovedBy },
        ChangeRejected x => Ended(change!, e, ChangeStatus.Rejected) with { DecidedBy = x.RejectedBy, EndedBecause = x.Reason },
        ChangeWithdrawn x => Ended(change!, e, ChangeStatus.Withdrawn) with { EndedBecause = x.Reason },
        ChangeLapsed x => Ended(change!, e, ChangeStatus.Lapsed) with { Rule = x.Rule, LapsedBecause = x.Reason },
        _ => change,
    };

    private static ChangeRequestDetails Ended(ChangeRequestDetails change, IEvent e, ChangeStatus status) => change with { Status = status, EndedAt = e.Timestamp };
}
