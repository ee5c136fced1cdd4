using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="AccountId">Who is to look into it: a security administrator, and not whom it is about.</param>
public record AssignCase(Guid AccountId)
{
    public class Validator : AbstractValidator<AssignCase>
    {
        public Validator() => RuleFor(x => x.AccountId).NotEmpty();
    }
}

public static class AssignCaseEndpoint
{
    /// <summary>Gives a case to somebody, who may be oneself, to look into it.</summary>
    [WolverinePost("/api/access/cases/{caseId}/assign"), Permission(Permission.HandleCases)]
    public static Task<IResult> Post(Guid caseId, AssignCase command, Commands commands) =>
        commands.Change<MisuseCase>(caseId, async (found, facts) =>
        {
            await facts.The<Account>(command.AccountId);
            return found.Assign(command.AccountId, facts.Actor.AccountId);
        });
}
