using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Crm;
using CleaningEvents.Projections.Search;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Crm;

public static class SearchCustomersEndpoint
{
    /// <summary>Finds customers by name, phone or e-mail address, in order of their ids. A page may hold fewer than asked for while more follow.</summary>
    [WolverinePost("/api/crm/customers/search"), Permission(Permission.ReadCustomers)]
    [ProducesResponseType<Page<CustomerDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Post(Search search, Reads reads, Searches searches) => searches.Find<CustomerDetails>(
        search, reads, (SearchableField.CustomerName, x => x.Name), (SearchableField.CustomerPhone, x => x.Phone), (SearchableField.CustomerEmail, x => x.Email));
}
