using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Dispatch;
using CleaningEvents.Projections.Search;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

public static class SearchCleanersEndpoint
{
    /// <summary>Finds cleaners by name, in order of their ids. A page may hold fewer than asked for while more follow.</summary>
    [WolverinePost("/api/dispatch/cleaners/search"), Permission(Permission.ReadCleaners)]
    [ProducesResponseType<Page<CleanerDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Post(Search search, Reads reads, Searches searches) => searches.Find<CleanerDetails>(
        search, reads, (SearchableField.CleanerName, x => x.Name));
}
