namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>A customer or a site that does not exist in truth is there for who looks where they should not: any look at it raises an alert.</summary>
/// <param name="CanaryId">Made of the record.</param>
/// <param name="RecordId">The customer or the site.</param>
public record CanaryPlaced(Guid CanaryId, Guid RecordId);

/// <summary>The record is one like others again.</summary>
public record CanaryLifted(Guid CanaryId, Guid RecordId);

/// <summary>A record that nobody has a reason to look at.</summary>
public record Canary(Guid Id, Guid RecordId, bool IsPlaced) : IEvolve<Canary>
{
    public static Guid IdOf(Guid recordId) => NamedGuid.Of($"canary/{recordId}");

    public static Decision Place(Canary? existing, Guid recordId) =>
        existing is { IsPlaced: true } ? Nothing : Accept(new CanaryPlaced(IdOf(recordId), recordId));

    public Decision Lift() => IsPlaced ? Accept(new CanaryLifted(Id, RecordId)) : Nothing;

    public static Canary? Evolve(Canary? canary, object @event) => @event switch
    {
        CanaryPlaced e => new Canary(e.CanaryId, e.RecordId, IsPlaced: true),
        CanaryLifted => canary! with { IsPlaced = false },
        _ => canary,
    };
}
