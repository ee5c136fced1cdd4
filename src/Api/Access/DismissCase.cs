using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Reason">The good reason, at most 500 characters.</param>
public record DismissCase(string Reason)
{
    public class Validator : AbstractValidator<DismissCase>
    {
        public Validator() => RuleFor(x => x.Reason).Text(500);
    }
}

public static class DismissCaseEndpoint
{
    /// <summary>Says that there was a good reason. Only who took the case may.</summary>
    [WolverinePost("/api/access/cases/{caseId}/dismiss"), Permission(Permission.HandleCases)]
    public static Task<IResult> Post(Guid caseId, DismissCase command, Commands commands) =>
        commands.Change<MisuseCase>(caseId, (found, facts) => found.Review(MisuseVerdict.Dismissed, command.Reason, facts.Actor.AccountId, facts.Now));
}
