namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>A position in the company was described, with the roles that it gives whoever is hired for it or moves to it.</summary>
public record PositionDefined(
    Guid PositionId, [Plain(DataClass.Internal, "Many people hold the same position.")] string Name, IReadOnlyList<PositionRole> Roles);

/// <summary>What a position gives changed, for the next hire or move. It says nothing of those who hold the position: they keep what they have.</summary>
public record PositionRolesChanged(Guid PositionId, IReadOnlyList<PositionRole> Added, IReadOnlyList<PositionRole> Removed);

/// <summary>A role that a position gives, and how far: with scope Branch, for the branch that the holder works for.</summary>
public readonly record struct PositionRole(Guid RoleId, Scope Scope);

/// <summary>A position in the company and the roles that come with it.</summary>
/// <remarks>Source: policy 3.1 and 3.2: permissions by position and duty.</remarks>
public record Position(Guid Id, string Name, IReadOnlyList<PositionRole> Roles) : IEvolve<Position>
{
    public static Decision Define(Position? existing, PositionDefined wanted, UniqueClaims taken)
    {
        if (existing is not null)
            return existing.Name == wanted.Name && existing.Gives(wanted.Roles) ? Nothing : Refuse("id-taken", "Another position has this id.");
        if (taken.By(UniqueKind.PositionName, wanted.Name) is not null)
            return Refuse("position-name-taken", "Another position has this name.");

        return Accept(wanted);
    }

    /// <remarks><paramref name="isOwn"/> is true where whoever decides holds the position: what it gives would reach them by the next move.</remarks>
    public Decision ChangeRoles(IReadOnlyList<PositionRole> roles, bool isOwn)
    {
        if (Gives(roles))
            return Nothing;

        PositionRole[] added = [.. roles.Except(Roles)];
        return isOwn && added is not []
            ? Refuse("no-self-grant", "Nobody adds to the position that they hold.")
            : Accept(new PositionRolesChanged(Id, added, [.. Roles.Except(roles)]));
    }

    /// <summary>What somebody gets who takes the position and works for <paramref name="branchId"/>; null for the head office.</summary>
    public IReadOnlyList<Grant> GrantsFor(Guid? branchId) =>
        [.. Roles.Select(x => new Grant(x.RoleId, x.Scope, x.Scope is Scope.Branch ? branchId : null, ExpiresAt: null))];

    /// <summary>Whether it gives something that reaches as far as the holder's branch, so that the holder has one.</summary>
    public bool IsOfBranch => Roles.Any(x => x.Scope is Scope.Branch);

    public static Position? Evolve(Position? position, object @event) => @event switch
    {
        PositionDefined e => new Position(e.PositionId, e.Name, e.Roles),
        PositionRolesChanged e => position! with { Roles = [.. position.Roles.Except(e.Removed), .. e.Added] },
        _ => position,
    };

    private bool Gives(IReadOnlyList<PositionRole> roles) => Roles.ToHashSet().SetEquals(roles);
}
