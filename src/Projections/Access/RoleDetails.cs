using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Access;

/// <summary>One role and what it allows; as fresh as the last command.</summary>
public record RoleDetails(
    Guid Id,
    [Plain(DataClass.Internal, "A role is no person.")] string Name,
    [Plain(DataClass.Internal, "Names from the catalogue of permissions.")] IReadOnlyList<string> Permissions) : IVersioned
{
    /// <summary>Version of the role's stream, which is its ETag.</summary>
    public int Version { get; init; }
}

/// <summary>Keeps <see cref="RoleDetails"/>.</summary>
public class RoleDetailsProjection : SingleStreamProjection<RoleDetails, Guid>
{
    public override RoleDetails? Evolve(RoleDetails? role, Guid id, IEvent e) => e.Data switch
    {
        RoleDefined x => new RoleDetails(x.RoleId, x.Name, x.Permissions),
        RolePermissionsChanged x => role! with { Permissions = [.. role.Permissions.Except(x.Removed), .. x.Added] },
        _ => role,
    };
}
