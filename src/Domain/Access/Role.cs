namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>A role for a position was described. Permissions are named <c>module.resource.action</c>.</summary>
public record RoleDefined(
    Guid RoleId,
    [Plain(DataClass.Internal, "A role is no person.")] string Name,
    [Plain(DataClass.Internal, "Names from the catalogue of permissions.")] IReadOnlyList<string> Permissions);

/// <summary>What a role allows changed, for everybody who holds it, from the next request on.</summary>
public record RolePermissionsChanged(
    Guid RoleId,
    [Plain(DataClass.Internal, "Names from the catalogue of permissions.")] IReadOnlyList<string> Added,
    [Plain(DataClass.Internal, "Names from the catalogue of permissions.")] IReadOnlyList<string> Removed);

/// <summary>The permissions that a position needs, under one name.</summary>
public record Role(Guid Id, string Name, IReadOnlyList<string> Permissions) : IEvolve<Role>
{
    public static Decision Define(Role? existing, Guid id, string name, IReadOnlyList<string> permissions, UniqueClaims taken)
    {
        if (existing is not null)
            return existing.Name == name && existing.Permissions.ToHashSet().SetEquals(permissions)
                ? Nothing
                : Refuse("id-taken", "Another role has this id.");
        if (taken.By(UniqueKind.RoleName, name) is not null)
            return Refuse("role-name-taken", "Another role has this name.");
        if (Unknown(permissions) is { } refusal)
            return refusal;

        return Accept(new RoleDefined(id, name, [.. permissions.Distinct().Order(StringComparer.Ordinal)]));
    }

    public Decision ChangePermissions(IReadOnlyList<string> permissions)
    {
        if (Unknown(permissions) is { } refusal)
            return refusal;

        string[] added = [.. permissions.Except(Permissions).Order(StringComparer.Ordinal)];
        string[] removed = [.. Permissions.Except(permissions).Order(StringComparer.Ordinal)];
        return added is [] && removed is [] ? Nothing : Accept(new RolePermissionsChanged(Id, added, removed));
    }

    public static Role? Evolve(Role? role, object @event) => @event switch
    {
        RoleDefined e => new Role(e.RoleId, e.Name, e.Permissions),
        RolePermissionsChanged e => role! with { Permissions = [.. role.Permissions.Except(e.Removed), .. e.Added] },
        _ => role,
    };

    private static Decision? Unknown(IReadOnlyList<string> permissions) =>
        permissions.Except(Permission.All).FirstOrDefault() is { } unknown
            ? Refuse("unknown-permission", $"There is no permission '{unknown}'.")
            : null;
}
