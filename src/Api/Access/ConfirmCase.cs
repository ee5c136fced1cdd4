using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Reason">What was found, at most 500 characters.</param>
public record ConfirmCase(string Reason)
{
    public class Validator : AbstractValidator<ConfirmCase>
    {
        public Validator() => RuleFor(x => x.Reason).Text(500);
    }
}

public static class ConfirmCaseEndpoint
{
    /// <summary>Says that somebody did what they must not; what follows from it is decided elsewhere. Only who took the case may.</summary>
    [WolverinePost("/api/access/cases/{caseId}/confirm"), Permission(Permission.HandleCases)]
    public static Task<IResult> Post(Guid caseId, ConfirmCase command, Commands commands) =>
        commands.Change<MisuseCase>(caseId, (found, facts) => found.Review(MisuseVerdict.Confirmed, command.Reason, facts.Actor.AccountId, facts.Now));
}
