namespace CleaningEvents.Domain.Access;

/// <summary>What must be known to keep duties apart.</summary>
/// <param name="Rules">The rules in force.</param>
/// <param name="Allowed">For each role in question, what it allows.</param>
public readonly record struct Separation(IReadOnlyList<SegregationRule> Rules, IReadOnlyDictionary<Guid, IReadOnlyList<string>> Allowed)
{
    /// <summary>Refuses to bring two duties into the hand of <paramref name="accountId"/>, which <paramref name="grants"/> would; null when they do not.</summary>
    public Decision? Objection(Guid accountId, IEnumerable<Grant> grants) =>
        SegregationRule.Violated(Rules, PermissionsOf(grants)) is [var violated, ..] ? violated.Refused(accountId) : null;

    /// <summary>Whether any of the grants gives a permission that a second person should have seen.</summary>
    public bool IsSensitive(IEnumerable<Grant> grants) => PermissionsOf(grants).Any(Permission.IsSensitive);

    private HashSet<string> PermissionsOf(IEnumerable<Grant> grants)
    {
        var allowed = Allowed;
        return [.. grants.SelectMany(x => allowed.GetValueOrDefault(x.RoleId, []))];
    }
}

/// <summary>Somebody who holds a role, and what they may do by their other roles.</summary>
public readonly record struct Holder(Guid AccountId, IReadOnlyCollection<string> Elsewhere);
