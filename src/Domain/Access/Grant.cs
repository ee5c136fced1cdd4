namespace CleaningEvents.Domain.Access;

/// <summary>How far a grant reaches.</summary>
public enum Scope
{
    /// <summary>Only what is the holder's own: a cleaner's own jobs.</summary>
    Own,

    /// <summary>Everything of one branch.</summary>
    Branch,

    /// <summary>Everything.</summary>
    Company,
}

/// <summary>A role that an account holds, until <paramref name="ExpiresAt"/> (excluded) or for good. It is held once for each branch, and once for no branch.</summary>
public readonly record struct Grant(Guid RoleId, Scope Scope, Guid? BranchId, DateTimeOffset? ExpiresAt)
{
    public bool IsInForce(DateTimeOffset at) => ExpiresAt is null || at < ExpiresAt;

    /// <summary>What somebody holds after <paramref name="event"/> on their account who held <paramref name="held"/> before.</summary>
    public static IReadOnlyList<Grant> After(IReadOnlyList<Grant> held, object @event) => @event switch
    {
        RoleGranted e => [.. held.Where(x => !x.IsFor(e.RoleId, e.BranchId)), new Grant(e.RoleId, e.Scope, e.BranchId, e.ExpiresAt)],
        RoleRevoked e => [.. held.Where(x => !x.IsFor(e.RoleId, e.BranchId))],
        PositionChanged e => [.. held.Except(e.Lost), .. e.Gained],
        AccountClosed => [],
        _ => held,
    };

    private bool IsFor(Guid roleId, Guid? branchId) => (RoleId, BranchId) == (roleId, branchId);
}
