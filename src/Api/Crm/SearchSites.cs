using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Crm;
using CleaningEvents.Projections.Search;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Crm;

public static class SearchSitesEndpoint
{
    /// <summary>Finds sites by name or address, in order of their ids. A page may hold fewer than asked for while more follow.</summary>
    [WolverinePost("/api/crm/sites/search"), Permission(Permission.ReadSites)]
    [ProducesResponseType<Page<SiteDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Post(Search search, Reads reads, Searches searches) => searches.Find<SiteDetails>(
        search, reads, (SearchableField.SiteName, x => x.Name), (SearchableField.SiteAddress, x => x.Address));
}
