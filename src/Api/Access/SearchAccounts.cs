using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Search;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

public static class SearchAccountsEndpoint
{
    /// <summary>Finds accounts by the name of their holder, in order of their ids. A page may hold fewer than asked for while more follow.</summary>
    [WolverinePost("/api/access/accounts/search"), Permission(Permission.ReadAccounts)]
    [ProducesResponseType<Page<AccountDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Post(Search search, Reads reads, Searches searches) => searches.Find<AccountDetails>(
        search, reads, (SearchableField.AccountName, x => x.Name));
}
