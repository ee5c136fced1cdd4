using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

public static class GetPositionEndpoint
{
    /// <summary>Reads one position.</summary>
    [WolverineGet("/api/access/positions/{positionId}"), Permission(Permission.ReadPositions)]
    [ProducesResponseType<PositionDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid positionId, Reads reads) => reads.One<PositionDetails>(positionId);
}

public static class ListPositionsEndpoint
{
    /// <summary>Lists positions in order of their ids.</summary>
    [WolverineGet("/api/access/positions"), Permission(Permission.ReadPositions)]
    [ProducesResponseType<Page<PositionDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid? after, int? limit, Reads reads) => reads.Page<PositionDetails>(after, limit);
}
