using CleaningEvents.Domain.Governance;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Governance;

/// <summary>What one account has passed and has to pass in one course: what every permission check looks at; as fresh as the last command.</summary>
public record TrainingDetails(Guid Id, Guid AccountId, Guid CourseId) : IVersioned
{
    /// <summary>Version of the training's stream, which is its ETag.</summary>
    public int Version { get; init; }

    /// <summary>Until when the course has to be passed, or passed again; null when it need not be.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When the certificate ends (excluded); null when there is none.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Whether the end of the certificate is on record.</summary>
    public bool HasExpired { get; init; }

    /// <summary>The last attempt's score in percent; null when there was none since the last certificate from elsewhere.</summary>
    public int? LastScore { get; init; }
}

/// <summary>Keeps <see cref="TrainingDetails"/>.</summary>
public class TrainingDetailsProjection : SingleStreamProjection<TrainingDetails, Guid>
{
    public override TrainingDetails? Evolve(TrainingDetails? training, Guid id, IEvent e) => e.Data switch
    {
        TrainingAssigned x => (training ?? new TrainingDetails(id, x.AccountId, x.CourseId)) with { DueAt = x.DueAt },
        TrainingPassed x => new TrainingDetails(id, x.AccountId, x.CourseId) { ValidUntil = x.ValidUntil, LastScore = x.Score },
        OutsideTrainingRecorded x => new TrainingDetails(id, x.AccountId, x.CourseId) { ValidUntil = x.ValidUntil },
        TrainingFailed x => (training ?? new TrainingDetails(id, x.AccountId, x.CourseId)) with { LastScore = x.Score },
        CertificateExpired => training! with { HasExpired = true },
        _ => training,
    };
}
