using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using FluentValidation;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

/// <param name="Command">The use case in kebab-case, such as <c>grant-role</c>.</param>
/// <param name="ApproverPermission">What the second person must be permitted to do; a permission from the catalogue.</param>
/// <param name="HoursToLive">After how many hours a proposal lapses, 1 to 720.</param>
/// <param name="Conditions">What must hold of the command's body, at most 10; none for always.</param>
/// <param name="OnlySensitive">Whether only where somebody would get a permission by it that administers, audits or approves.</param>
public record SetTwoPersonRule(
    string Command, string ApproverPermission, int HoursToLive, IReadOnlyList<Condition> Conditions, bool OnlySensitive = false)
{
    public class Validator : AbstractValidator<SetTwoPersonRule>
    {
        public Validator()
        {
            RuleFor(x => x.Command).Text(100);
            RuleFor(x => x.ApproverPermission).Text(100);
            RuleFor(x => x.HoursToLive).InclusiveBetween(1, 720);
            RuleFor(x => x.Conditions).AtMost(10);
            RuleForEach(x => x.Conditions).ChildRules(condition =>
            {
                condition.RuleFor(x => x.Field).Text(100);
                condition.RuleFor(x => x.Comparison).IsInEnum();
                condition.RuleFor(x => x.Value).Text(100);
            });
        }
    }
}

public static class SetTwoPersonRuleEndpoint
{
    /// <summary>Makes a command take a second person, instead of an earlier rule for it; this takes a second person itself.</summary>
    [WolverinePost("/api/governance/two-person-rules"), Permission(Permission.SetTwoPersonRules), StepUp]
    public static Task<IResult> Post(SetTwoPersonRule command, Commands commands, ReviewableCommands reviewable, IOptions<JsonOptions> json) =>
        commands.Start<TwoPersonRule>(TwoPersonRule.IdOf(command.Command), $"/api/governance/two-person-rules/{Uri.EscapeDataString(command.Command)}", (rule, _) =>
        {
            var wanted = new TwoPersonRuleSet(
                TwoPersonRule.IdOf(command.Command), command.Command, command.Conditions, command.ApproverPermission, command.HoursToLive,
                command.OnlySensitive);
            return Task.FromResult(TwoPersonRule.Set(rule, wanted, reviewable.Find(command.Command)?.Fields(json.Value.SerializerOptions)));
        });
}
