using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

public static class LiftCanaryEndpoint
{
    /// <summary>Makes a record one like others again.</summary>
    [WolverinePost("/api/access/canaries/{canaryId}/lift"), Permission(Permission.PlaceCanaries)]
    public static Task<IResult> Post(Guid canaryId, [NotBody] Commands commands) => commands.Change<Canary>(canaryId, (canary, _) => canary.Lift());
}
