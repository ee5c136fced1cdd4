using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Access.Detection;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Access;

/// <summary>How a company set one detector; as fresh as the last command. A detector that nobody tuned has none.</summary>
public record DetectorDetails(
    Guid Id, [Plain(DataClass.Internal, "A word from a list.")] string Rule, IReadOnlyList<TunedLimit> Limits, AlertResponse Response, bool IsOn,
    [Plain(DataClass.Internal, "About a rule, not a person.")] string Reason) : IVersioned
{
    /// <summary>Version of the detector's stream, which is its ETag.</summary>
    public int Version { get; init; }
}

/// <summary>Keeps <see cref="DetectorDetails"/>.</summary>
public class DetectorDetailsProjection : SingleStreamProjection<DetectorDetails, Guid>
{
    public override DetectorDetails? Evolve(DetectorDetails? detector, Guid id, IEvent e) => e.Data switch
    {
        DetectorTuned x => new DetectorDetails(x.DetectorId, x.Rule, x.Limits, x.Response, x.IsOn, x.Reason),
        _ => detector,
    };
}
