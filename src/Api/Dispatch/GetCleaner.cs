using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Dispatch;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

public static class GetCleanerEndpoint
{
    /// <summary>Reads one cleaner.</summary>
    [WolverineGet("/api/dispatch/cleaners/{cleanerId}"), Permission(Permission.ReadCleaners)]
    [ProducesResponseType<CleanerDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid cleanerId, Reads reads) => reads.One<CleanerDetails>(cleanerId);
}

public static class ListCleanersEndpoint
{
    /// <summary>Lists cleaners in order of their ids.</summary>
    [WolverineGet("/api/dispatch/cleaners"), Permission(Permission.ReadCleaners)]
    [ProducesResponseType<Page<CleanerDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid? after, int? limit, Reads reads) => reads.Page<CleanerDetails>(after, limit);
}
