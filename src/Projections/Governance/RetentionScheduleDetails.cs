using CleaningEvents.Domain;
using CleaningEvents.Domain.Governance;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Governance;

/// <summary>How far the data kept for a purpose was destroyed by age; as fresh as the last run.</summary>
public record RetentionScheduleDetails(
    Guid Id, Purpose Purpose, [Plain(DataClass.Internal, "A month of the calendar.")] string Month, int KeysDestroyed, DateTimeOffset ExecutedAt) : IVersioned
{
    /// <summary>Version of the stream, which is its ETag.</summary>
    public int Version { get; init; }
}

/// <summary>Keeps <see cref="RetentionScheduleDetails"/>.</summary>
public class RetentionScheduleDetailsProjection : SingleStreamProjection<RetentionScheduleDetails, Guid>
{
    public override RetentionScheduleDetails? Evolve(RetentionScheduleDetails? schedule, Guid id, IEvent e) => e.Data switch
    {
        RetentionExecuted x => new RetentionScheduleDetails(x.RetentionScheduleId, x.Purpose, x.Month, (schedule?.KeysDestroyed ?? 0) + x.KeysDestroyed, x.OccurredAt),
        _ => schedule,
    };
}
