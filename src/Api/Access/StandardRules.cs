using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;

namespace CleaningEvents.Api.Access;

/// <summary>
/// Sets the rules that a company starts with: duties kept apart, and two people for sensitive rights. What the company has changed or lifted
/// stays as it is.
/// </summary>
public static class StandardRules
{
    private const int HoursToLive = 72;

    /// <summary>The commands by which somebody gets rights.</summary>
    private static readonly string[] Giving = ["change-position", "change-role-permissions", "grant-role", "open-account"];

    public static async Task Set(Func<Commands> commands)
    {
        foreach (var wanted in StandardSegregation.Rules)
            await commands().Start<SegregationRule>(wanted.SegregationRuleId, $"/api/access/segregation-rules/{wanted.Name}", async (rule, facts) =>
                rule is null ? SegregationRule.Set(rule, wanted, await facts.HeldByAll()) : Nothing);

        foreach (var command in Giving)
            await commands().Start<TwoPersonRule>(TwoPersonRule.IdOf(command), $"/api/governance/two-person-rules/{command}", (rule, _) =>
                Task.FromResult(rule is null ? TwoPersonRule.Set(rule, Sensitive(command), fields: []) : Nothing));
    }

    private static TwoPersonRuleSet Sensitive(string command) =>
        new(TwoPersonRule.IdOf(command), command, Conditions: [], Permission.ApproveChanges, HoursToLive, OnlySensitive: true);
}
