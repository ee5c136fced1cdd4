using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

public static class GetCanaryEndpoint
{
    /// <summary>Reads one canary.</summary>
    [WolverineGet("/api/access/canaries/{canaryId}"), Permission(Permission.ReadCanaries)]
    [ProducesResponseType<CanaryDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid canaryId, Reads reads) => reads.One<CanaryDetails>(canaryId);
}

public static class ListCanariesEndpoint
{
    /// <summary>Lists canaries, those lifted included, in order of their ids.</summary>
    [WolverineGet("/api/access/canaries"), Permission(Permission.ReadCanaries)]
    [ProducesResponseType<Page<CanaryDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid? after, int? limit, Reads reads) => reads.Page<CanaryDetails>(after, limit);
}
