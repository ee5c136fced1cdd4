using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Access;

/// <summary>One branch; as fresh as the last command.</summary>
public record BranchDetails(
    Guid Id,
    [Plain(DataClass.Public, "A branch is no person.")] string Name,
    [Plain(DataClass.Public, "A time zone.")] string Zone,
    [Plain(DataClass.Public, "A currency.")] string Currency) : IVersioned
{
    /// <summary>Version of the branch's stream, which is its ETag.</summary>
    public int Version { get; init; }

    public bool IsOpen { get; init; } = true;
}

/// <summary>Keeps <see cref="BranchDetails"/>.</summary>
public class BranchDetailsProjection : SingleStreamProjection<BranchDetails, Guid>
{
    public override BranchDetails? Evolve(BranchDetails? branch, Guid id, IEvent e) => e.Data switch
    {
        BranchOpened x => new BranchDetails(x.BranchId, x.Name, x.Zone, x.Currency),
        BranchClosed => branch! with { IsOpen = false },
        _ => branch,
    };
}
