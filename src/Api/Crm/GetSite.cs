using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Crm;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Crm;

public static class GetSiteEndpoint
{
    /// <summary>Reads one site.</summary>
    [WolverineGet("/api/crm/sites/{siteId}"), Permission(Permission.ReadSites)]
    [ProducesResponseType<SiteDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid siteId, Reads reads) => reads.One<SiteDetails>(siteId);
}

public static class ListSitesEndpoint
{
    /// <summary>Lists sites in order of their ids.</summary>
    [WolverineGet("/api/crm/sites"), Permission(Permission.ReadSites)]
    [ProducesResponseType<Page<SiteDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid? after, int? limit, Reads reads) => reads.Page<SiteDetails>(after, limit);
}
