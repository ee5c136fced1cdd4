using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Note">What was found out, at most 2,000 characters.</param>
public record NoteOnCase(string Note)
{
    public class Validator : AbstractValidator<NoteOnCase>
    {
        public Validator() => RuleFor(x => x.Note).Text(2_000);
    }
}

public static class NoteOnCaseEndpoint
{
    /// <summary>Adds to a case what was found out on the way.</summary>
    [WolverinePost("/api/access/cases/{caseId}/note"), Permission(Permission.HandleCases)]
    public static Task<IResult> Post(Guid caseId, NoteOnCase command, Commands commands) =>
        commands.Change<MisuseCase>(caseId, (found, facts) => found.Note(command.Note, facts.Actor.AccountId, facts.Now));
}
