using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Access;

/// <summary>One position and the roles that come with it; as fresh as the last command.</summary>
public record PositionDetails(
    Guid Id,
    [Plain(DataClass.Internal, "Many people hold the same position.")] string Name,
    IReadOnlyList<PositionRole> Roles) : IVersioned
{
    /// <summary>Version of the position's stream, which is its ETag.</summary>
    public int Version { get; init; }
}

/// <summary>Keeps <see cref="PositionDetails"/>.</summary>
public class PositionDetailsProjection : SingleStreamProjection<PositionDetails, Guid>
{
    public override PositionDetails? Evolve(PositionDetails? position, Guid id, IEvent e) => e.Data switch
    {
        PositionDefined x => new PositionDetails(x.PositionId, x.Name, x.Roles),
        PositionRolesChanged x => position! with { Roles = [.. position.Roles.Except(x.Removed), .. x.Added] },
        _ => position,
    };
}
