using System.Globalization;
using System.Text.Json;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Domain.Governance;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>From the next request on a command takes a second person, if all conditions hold; it replaces an earlier rule for the command.</summary>
/// <param name="TwoPersonRuleId">Made of the name of the command.</param>
/// <param name="Command">Name of the command, such as <c>grant-role</c>.</param>
/// <param name="Conditions">What must hold of the command's body; none for always.</param>
/// <param name="ApproverPermission">What the second person must be permitted to do.</param>
/// <param name="HoursToLive">After how many hours a proposal lapses, 1 to 720.</param>
/// <param name="OnlySensitive">Whether only where somebody would get a sensitive permission by it.</param>
public record TwoPersonRuleSet(
    Guid TwoPersonRuleId,
    [Plain(DataClass.Internal, "The name of a use case.")] string Command,
    IReadOnlyList<Condition> Conditions,
    [Plain(DataClass.Internal, "A name from the catalogue of permissions.")] string ApproverPermission,
    int HoursToLive, bool OnlySensitive = false);

/// <summary>The command takes one person again. Proposals that wait stay as they are.</summary>
public record TwoPersonRuleLifted(Guid TwoPersonRuleId, [Plain(DataClass.Internal, "About a rule, not a person.")] string Reason);

/// <summary>How a condition compares.</summary>
public enum Comparison { Equals, Differs, Above, Below }

/// <summary>
/// Something that holds of a command's body or does not: <paramref name="Field"/> is the path to a member, such as <c>amount.value</c>.
/// Above and Below compare numbers, both ends excluded, and hold where the member is not a number: what cannot be compared is looked at.
/// </summary>
public readonly record struct Condition(
    [Plain(DataClass.Internal, "The name of a member.")] string Field,
    Comparison Comparison,
    [Plain(DataClass.Internal, "A limit or a choice, not a person's value.")] string Value)
{
    public bool Holds(JsonElement body)
    {
        var found = Find(body);
        return Comparison switch
        {
            Comparison.Equals => TextOf(found) == Value,
            Comparison.Differs => TextOf(found) != Value,
            _ => NumberOf(TextOf(found)) is not { } number || NumberOf(Value) is not { } limit || (Comparison is Comparison.Above ? number > limit : number < limit),
        };
    }

    internal bool IsComparable => Comparison is Comparison.Equals or Comparison.Differs || NumberOf(Value) is not null;

    private JsonElement? Find(JsonElement body)
    {
        foreach (var name in Field.Split('.'))
            if (body.ValueKind is not JsonValueKind.Object || !body.TryGetProperty(name, out body))
                return null;

        return body;
    }

    private static string? TextOf(JsonElement? found) => found is { ValueKind: not JsonValueKind.Null } value ? value.ToString() : null;

    private static decimal? NumberOf(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Which command takes a second person, when, and who that may be.</summary>
/// <remarks>Source: policy 4.1: important data gets a second person's review.</remarks>
public record TwoPersonRule(Guid Id, string Command, IReadOnlyList<Condition> Conditions, string ApproverPermission, int HoursToLive, bool IsInForce, bool OnlySensitive = false)
    : IEvolve<TwoPersonRule>
{
    /// <summary>These take two people always: no rule lifts or changes that.</summary>
    public static IReadOnlyList<TwoPersonRule> Floor { get; } =
    [
        Always("erase-subject", Permission.ApproveErasures),
        Always("lift-segregation-rule", Permission.ApproveChanges),
        Always("lift-two-person-rule", Permission.ApproveChanges),
        Always("record-training", Permission.ApproveChanges),
        Always("reset-second-factors", Permission.ApproveChanges),
        Always("set-segregation-rule", Permission.ApproveChanges),
        Always("set-two-person-rule", Permission.ApproveChanges),
    ];

    public static Guid IdOf(string command) => NamedGuid.Of($"two-person-rule/{command}");

    /// <summary>Whether the rule asks for a second person before a command with this body.</summary>
    public bool AppliesTo(JsonElement body) => IsInForce && Conditions.All(x => x.Holds(body));

    /// <summary>Whether it asks for a second person before <paramref name="decided"/> is recorded.</summary>
    public bool AppliesTo(Decision decided) => !OnlySensitive || decided.IsSensitive;

    /// <remarks><paramref name="fields"/> are the paths that the command's body has; null when the command cannot wait for a second person.</remarks>
    public static Decision Set(TwoPersonRule? existing, TwoPersonRuleSet wanted, IReadOnlyCollection<string>? fields)
    {
        if (IsFloor(wanted.Command))
            return RefuseFloor();
        if (fields is null)
            return Refuse("command-not-reviewable", "There is no such command, or it cannot wait for a second person.");
        if (!Permission.All.Contains(wanted.ApproverPermission))
            return Refuse("unknown-permission", $"There is no permission '{wanted.ApproverPermission}'.");
        if (wanted.Conditions.Any(x => !fields.Contains(x.Field)))
            return Refuse("unknown-field", "A condition names a member that the command's body does not have.");
        if (wanted.Conditions.Any(x => !x.IsComparable))
            return Refuse("condition-not-a-number", "Only numbers are above or below one another.");

        return existing?.IsSame(wanted) is true ? Nothing : Accept(wanted);
    }

    public Decision Lift(string reason)
    {
        if (IsFloor(Command))
            return RefuseFloor();

        return IsInForce ? Accept(new TwoPersonRuleLifted(Id, reason)) : Nothing;
    }

    public static TwoPersonRule? Evolve(TwoPersonRule? rule, object @event) => @event switch
    {
        TwoPersonRuleSet e => new TwoPersonRule(e.TwoPersonRuleId, e.Command, e.Conditions, e.ApproverPermission, e.HoursToLive, IsInForce: true, e.OnlySensitive),
        TwoPersonRuleLifted => rule! with { IsInForce = false },
        _ => rule,
    };

    private bool IsSame(TwoPersonRuleSet wanted) =>
        IsInForce && (ApproverPermission, HoursToLive, OnlySensitive) == (wanted.ApproverPermission, wanted.HoursToLive, wanted.OnlySensitive) && Conditions.SequenceEqual(wanted.Conditions);

    private static bool IsFloor(string command) => Floor.Any(x => x.Command == command);

    private static TwoPersonRule Always(string command, string approverPermission) =>
        new(IdOf(command), command, [], approverPermission, HoursToLive: 72, IsInForce: true);

    private static Decision RefuseFloor() => Refuse("always-two-people", "This command takes two people always; no rule changes that.");
}
