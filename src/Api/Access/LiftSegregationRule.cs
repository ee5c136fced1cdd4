using System.ComponentModel;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Reason">Why, at most 500 characters; without personal data.</param>
public record LiftSegregationRule(string Reason)
{
    public class Validator : AbstractValidator<LiftSegregationRule>
    {
        public Validator() => RuleFor(x => x.Reason).Text(500);
    }
}

public static class LiftSegregationRuleEndpoint
{
    /// <summary>Lets duties lie in one hand again; this takes a second person always.</summary>
    [WolverinePost("/api/access/segregation-rules/{rule}/lift"), Permission(Permission.SetSegregationRules)]
    public static Task<IResult> Post([Description("Name of the rule, such as administrators-apart.")] string rule, LiftSegregationRule lift, Commands commands) =>
        commands.Change<SegregationRule>(SegregationRule.IdOf(rule), (found, _) => found.Lift(lift.Reason));
}
