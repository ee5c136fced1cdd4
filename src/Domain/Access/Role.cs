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

    /// <param name="permissions">Everything that the role allows from now on.</param>
    /// <param name="holders">Everybody who holds the role.</param>
    /// <param name="rules">The rules that keep duties apart.</param>
    /// <param name="deciders">Who decides: they add nothing to a role that they hold.</param>
    public Decision ChangePermissions(
        IReadOnlyList<string> permissions, IReadOnlyList<Holder> holders, IReadOnlyList<SegregationRule> rules, IReadOnlyCollection<Guid> deciders)
    {
        if (Unknown(permissions) is { } refusal)
            return refusal;

        string[] added = [.. permissions.Except(Permissions).Order(StringComparer.Ordinal)];
        string[] removed = [.. Permissions.Except(permissions).Order(StringComparer.Ordinal)];
        if (added is [] && removed is [])
            return Nothing;
        if (added is not [] && holders.Any(x => deciders.Contains(x.AccountId)))
            return Refuse("no-self-grant", "Nobody adds to a role that they hold.");

        var violations = holders.Select(x => (x.AccountId, Rules: SegregationRule.Violated(rules, [.. x.Elsewhere, .. permissions]))).Where(x => x.Rules is not []).ToList();
        return added is not [] && violations is [var (_, violated), ..]
            ? violated[0].Refused([.. violations.Select(x => x.AccountId)])
            : Accept(new RolePermissionsChanged(Id, added, removed)) with { IsSensitive = added.Any(Permission.IsSensitive) };
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
