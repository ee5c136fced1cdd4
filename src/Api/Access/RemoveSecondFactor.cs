using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Factors;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

public static class RemoveSecondFactorEndpoint
{
    /// <summary>Takes away one of the caller's own second factors; with the last go the recovery codes.</summary>
    [WolverinePost("/api/access/me/second-factors/{factorId}/remove"), OpenToEmployees("a second factor is its holder's own"), StepUp]
    public static Task<IResult> Post(Guid factorId, [NotBody] Commands commands) => SecondFactors.Remove(commands.Context.Actor.AccountId, factorId, commands);
}
