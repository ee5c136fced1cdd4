using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Access.Detection;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Access;

/// <summary>One case of unusual access or reported misuse, for security administrators; as fresh as the last command.</summary>
/// <param name="Id">The case.</param>
/// <param name="SubjectId">The account, or the network address by a keyed hash where no account is to blame.</param>
/// <param name="AccountId">The account that it is about; null where none is known.</param>
/// <param name="Rule">Id of the rule that found something; null for a report.</param>
/// <param name="Status">How far it has got.</param>
/// <param name="OpenedAt">When it began.</param>
public record MisuseCaseDetails(
    Guid Id, Guid SubjectId, Guid? AccountId, [Plain(DataClass.Internal, "A word from a list.")] string? Rule, MisuseCaseStatus Status, DateTimeOffset OpenedAt) : IVersioned
{
    /// <summary>The most alerts that are shown.</summary>
    public const int MostAlerts = 50;

    /// <summary>Version of the case's stream, which is its ETag.</summary>
    public int Version { get; init; }

    /// <summary>What an employee said.</summary>
    [Protected(nameof(SubjectId), DataClass.Confidential, Purpose.Notes)]
    public string? Reported { get; init; }

    /// <summary>Who looks into it.</summary>
    public Guid? AssignedTo { get; init; }

    /// <summary>How many alerts there were.</summary>
    public int AlertCount { get; init; }

    /// <summary>The latest alerts, oldest first, at most 50.</summary>
    public IReadOnlyList<MisuseAlert> Alerts { get; init; } = [];

    public IReadOnlyList<MisuseNote> Notes { get; init; } = [];

    /// <summary>Why it was confirmed or dismissed.</summary>
    [Protected(nameof(SubjectId), DataClass.Confidential, Purpose.Notes)]
    public string? Reason { get; init; }

    /// <summary>Who confirmed or dismissed it.</summary>
    public Guid? ReviewedBy { get; init; }

    public DateTimeOffset? ReviewedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }
}

/// <summary>One finding of a case's rule.</summary>
public record MisuseAlert(
    Guid AlertId, Guid? SessionId, DateTimeOffset From, DateTimeOffset Until, double Baseline, double Observed, IReadOnlyList<long> Evidence, AlertResponse Response);

/// <summary>What was found out on the way.</summary>
public record MisuseNote(
    Guid NotedBy, DateTimeOffset NotedAt, [Protected(nameof(MisuseCaseDetails.SubjectId), DataClass.Confidential, Purpose.Notes)] string Note);

/// <summary>Keeps <see cref="MisuseCaseDetails"/>.</summary>
public class MisuseCaseDetailsProjection : SingleStreamProjection<MisuseCaseDetails, Guid>
{
    public override MisuseCaseDetails? Evolve(MisuseCaseDetails? found, Guid id, IEvent e) => e.Data switch
    {
        AccessAnomalyDetected x => With(found ?? new(x.MisuseCaseId, x.SubjectId, x.AccountId, x.Rule, MisuseCaseStatus.Open, x.Until), x),
        AccountMisuseReported x => new(x.MisuseCaseId, x.SubjectId, x.SubjectId, Rule: null, MisuseCaseStatus.Open, x.OccurredAt) { Reported = x.What },
        MisuseCaseAssigned x => found! with { Status = MisuseCaseStatus.Assigned, AssignedTo = x.AssignedTo },
        MisuseCaseNoted x => found! with { Notes = [.. found.Notes, new MisuseNote(x.NotedBy, x.OccurredAt, x.Note)] },
        AnomalyReviewed x => found! with { Status = MisuseCase.StatusOf(x.Verdict), Reason = x.Reason, ReviewedBy = x.ReviewedBy, ReviewedAt = x.OccurredAt },
        MisuseCaseClosed x => found! with { Status = MisuseCaseStatus.Closed, ClosedAt = x.OccurredAt },
        _ => found,
    };

    private static MisuseCaseDetails With(MisuseCaseDetails found, AccessAnomalyDetected x) => found with
    {
        AlertCount = found.AlertCount + 1,
        Alerts =
        [
            .. found.Alerts.TakeLast(MisuseCaseDetails.MostAlerts - 1),
            new MisuseAlert(x.AlertId, x.SessionId, x.From, x.Until, x.Baseline, x.Observed, x.Evidence, x.Response),
        ],
    };
}
