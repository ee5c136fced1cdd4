using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Name">Name of the rule, such as <c>administrators-apart</c>: at most 100 letters, digits and single hyphens.</param>
/// <param name="Duties">2 to 10 duties of which nobody may hold two, each with 1 to 100 permissions; <c>*</c> stands for any module, resource or action.</param>
public record SetSegregationRule(string Name, IReadOnlyList<Duty> Duties)
{
    public class Validator : AbstractValidator<SetSegregationRule>
    {
        private const string Part = @"(\*|[a-z]+(-[a-z]+)*)";

        public Validator()
        {
            RuleFor(x => x.Name).Text(100).Matches("^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$");
            RuleFor(x => x.Duties).AtMost(10).Must(x => x.Count > 1).WithMessage("'{PropertyName}' holds at least 2.");
            RuleForEach(x => x.Duties).ChildRules(duty =>
            {
                duty.RuleFor(x => x.Name).Text(100);
                duty.RuleFor(x => x.Permissions).AtMost(100).NotEmpty();
                duty.RuleForEach(x => x.Permissions).Text(100).Matches($@"^{Part}\.{Part}\.{Part}$");
            });
        }
    }
}

public static class SetSegregationRuleEndpoint
{
    /// <summary>Keeps duties apart, instead of an earlier rule of the name; this takes a second person always.</summary>
    /// <remarks>Refused with 409 `held-together-already`, which names the accounts, while somebody holds permissions of two of the duties.</remarks>
    [WolverinePost("/api/access/segregation-rules"), Permission(Permission.SetSegregationRules)]
    public static Task<IResult> Post(SetSegregationRule command, Commands commands) =>
        commands.Start<SegregationRule>(SegregationRule.IdOf(command.Name), $"/api/access/segregation-rules/{command.Name}", async (rule, facts) =>
            SegregationRule.Set(rule, new SegregationRuleSet(SegregationRule.IdOf(command.Name), command.Name, command.Duties), await facts.HeldByAll()));
}
