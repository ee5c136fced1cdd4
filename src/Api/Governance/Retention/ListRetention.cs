using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Governance;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance.Retention;

public static class ListRetentionEndpoint
{
    /// <summary>Lists, for each purpose with an age limit, before which month everything is unreadable, and when that was done.</summary>
    [WolverineGet("/api/governance/retention"), Permission(Permission.ReadDataCatalogue)]
    [ProducesResponseType<Page<RetentionScheduleDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid? after, int? limit, Reads reads) => reads.Page<RetentionScheduleDetails>(after, limit);
}
