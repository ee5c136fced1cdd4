using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Access;

/// <summary>One record that nobody has a reason to look at, for security administrators; as fresh as the last command.</summary>
public record CanaryDetails(Guid Id, Guid RecordId, bool IsPlaced) : IVersioned
{
    /// <summary>Version of the canary's stream, which is its ETag.</summary>
    public int Version { get; init; }
}

/// <summary>Keeps <see cref="CanaryDetails"/>.</summary>
public class CanaryDetailsProjection : SingleStreamProjection<CanaryDetails, Guid>
{
    public override CanaryDetails? Evolve(CanaryDetails? canary, Guid id, IEvent e) => e.Data switch
    {
        CanaryPlaced x => new CanaryDetails(x.CanaryId, x.RecordId, IsPlaced: true),
        CanaryLifted => canary! with { IsPlaced = false },
        _ => canary,
    };
}
