namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>From the next request on nobody may hold permissions of two of the duties; it replaces an earlier rule of the name.</summary>
/// <param name="SegregationRuleId">Made of the name.</param>
/// <param name="Name">Name of the rule, such as <c>administrators-apart</c>.</param>
/// <param name="Duties">The duties that lie in different hands, at least two.</param>
public record SegregationRuleSet(
    Guid SegregationRuleId, [Plain(DataClass.Internal, "The name of a rule.")] string Name, IReadOnlyList<Duty> Duties);

/// <summary>The duties may lie in one hand again.</summary>
public record SegregationRuleLifted(Guid SegregationRuleId, [Plain(DataClass.Internal, "About a rule, not a person.")] string Reason);

/// <summary>
/// What one hand does: whoever holds any of the permissions has the duty. A <c>*</c> stands for any module, resource or action, so that
/// <c>finance.*.approve</c> covers what a later release brings.
/// </summary>
public readonly record struct Duty(
    [Plain(DataClass.Internal, "The name of a duty.")] string Name,
    [Plain(DataClass.Internal, "Names from the catalogue of permissions.")] IReadOnlyList<string> Permissions)
{
    public bool Covers(string permission) => Permissions.Any(x => Matches(x.Split('.'), permission.Split('.')));

    /// <summary>The permissions that are named in full and that the catalogue does not know.</summary>
    internal IEnumerable<string> Unknown() => Permissions.Where(x => !x.Contains('*')).Except(Permission.All);

    private static bool Matches(string[] pattern, string[] parts) =>
        pattern.Length == parts.Length && pattern.Zip(parts).All(x => x.First is "*" || x.First == x.Second);
}

/// <summary>Duties that never lie in one hand.</summary>
/// <remarks>Source: policy 3.2; GB/T 22239 asks that administrators of the system, of security and of the audit are three.</remarks>
public record SegregationRule(Guid Id, string Name, IReadOnlyList<Duty> Duties, bool IsInForce) : IEvolve<SegregationRule>
{
    public static Guid IdOf(string name) => NamedGuid.Of($"segregation-rule/{name}");

    /// <summary>Of <paramref name="rules"/>, those in force that somebody breaks who holds <paramref name="permissions"/>, by whichever roles.</summary>
    public static IReadOnlyList<SegregationRule> Violated(IEnumerable<SegregationRule> rules, IReadOnlyCollection<string> permissions) =>
        [.. rules.Where(x => x.IsInForce && x.IsViolatedBy(permissions))];

    /// <param name="existing">The rule of the name, if there was one.</param>
    /// <param name="wanted">What is to hold.</param>
    /// <param name="held">What every account may do now.</param>
    public static Decision Set(SegregationRule? existing, SegregationRuleSet wanted, IReadOnlyDictionary<Guid, IReadOnlyCollection<string>> held)
    {
        if (wanted.Duties.SelectMany(x => x.Unknown()).FirstOrDefault() is { } unknown)
            return Refuse("unknown-permission", $"There is no permission '{unknown}'.");
        if (Permission.All.Any(x => wanted.Duties.Count(y => y.Covers(x)) > 1))
            return Refuse("duties-overlap", "A permission belongs to two of the duties: nobody could hold it.");

        var rule = Evolve(null, wanted)!;
        Guid[] violators = [.. held.Where(x => rule.IsViolatedBy(x.Value)).Select(x => x.Key).Order()];
        if (violators is not [])
            return Refuse("held-together-already", "Some hold permissions of two of the duties already.", ("accounts", violators));

        return existing?.IsSame(rule) is true ? Nothing : Accept(wanted);
    }

    public Decision Lift(string reason) => IsInForce ? Accept(new SegregationRuleLifted(Id, reason)) : Nothing;

    /// <summary>Whether permissions of two of the duties are among <paramref name="permissions"/>.</summary>
    public bool IsViolatedBy(IReadOnlyCollection<string> permissions) => Duties.Count(x => permissions.Any(x.Covers)) > 1;

    /// <summary>Refuses what would bring two of the duties into one hand, that of each of <paramref name="accounts"/>.</summary>
    public Decision Refused(params Guid[] accounts) =>
        Refuse("segregation-violated", $"The rule '{Name}' keeps duties apart that would lie in one hand.", ("segregationRule", Name), ("accounts", accounts));

    public static SegregationRule? Evolve(SegregationRule? rule, object @event) => @event switch
    {
        SegregationRuleSet e => new SegregationRule(e.SegregationRuleId, e.Name, e.Duties, IsInForce: true),
        SegregationRuleLifted => rule! with { IsInForce = false },
        _ => rule,
    };

    private bool IsSame(SegregationRule other) =>
        IsInForce && Duties.Count == other.Duties.Count
        && Duties.Zip(other.Duties).All(x => x.First.Name == x.Second.Name && x.First.Permissions.SequenceEqual(x.Second.Permissions));
}
