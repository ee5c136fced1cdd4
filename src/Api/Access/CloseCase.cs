using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

public static class CloseCaseEndpoint
{
    /// <summary>Closes a case that was confirmed or dismissed; later alerts of the same kind begin another.</summary>
    [WolverinePost("/api/access/cases/{caseId}/close"), Permission(Permission.HandleCases)]
    public static Task<IResult> Post(Guid caseId, [NotBody] Commands commands) =>
        commands.Change<MisuseCase>(caseId, (found, facts) => found.Close(facts.Actor.AccountId, facts.Now));
}
