using System.ComponentModel;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

/// <param name="Reason">Why, at most 500 characters; without personal data.</param>
public record LiftTwoPersonRule(string Reason)
{
    public class Validator : AbstractValidator<LiftTwoPersonRule>
    {
        public Validator() => RuleFor(x => x.Reason).Text(500);
    }
}

public static class LiftTwoPersonRuleEndpoint
{
    /// <summary>Lets one person do the command again; this takes a second person itself.</summary>
    [WolverinePost("/api/governance/two-person-rules/{command}/lift"), Permission(Permission.SetTwoPersonRules), StepUp]
    public static Task<IResult> Post([Description("Name of the command, such as grant-role.")] string command, LiftTwoPersonRule lift, Commands commands) =>
        commands.Change<TwoPersonRule>(TwoPersonRule.IdOf(command), (rule, _) => rule.Lift(lift.Reason));
}
