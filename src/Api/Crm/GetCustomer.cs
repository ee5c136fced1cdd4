using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Crm;
using CleaningEvents.Projections.Dispatch;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Crm;

/// <summary>A customer with everything around.</summary>
/// <param name="Customer">Name and contact, as fresh as the last command.</param>
/// <param name="Sites">The customer's sites, at most 200, in order of their ids.</param>
/// <param name="Jobs">The latest 50 jobs by day, newest first; seconds behind the events.</param>
public sealed record CustomerView(CustomerDetails Customer, IReadOnlyList<SiteDetails> Sites, IReadOnlyList<BoardCard> Jobs);

public static class GetCustomerEndpoint
{
    /// <summary>Reads one customer with sites and latest jobs; the ETag is the customer's.</summary>
    [WolverineGet("/api/crm/customers/{customerId}"), Permission(Permission.ReadCustomers)]
    [ProducesResponseType<CustomerView>(StatusCodes.Status200OK), ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public static async Task<IResult> Get(Guid customerId, Reads reads)
    {
        await using var session = reads.Session();
        if (await session.LoadAsync<CustomerDetails>(customerId, reads.Cancelled) is not { } customer)
            return Problems.NotFound();
        if (!reads.IsReached(customer))
            return Problems.NotPermitted(Permission.ReadCustomers);

        var sites = await session.Query<SiteDetails>().Where(x => x.CustomerId == customerId).OrderBy(x => x.Id).Take(200).ToListAsync(reads.Cancelled);
        var jobs = await session.Query<BoardCard>().Where(x => x.CustomerId == customerId)
            .OrderByDescending(x => x.ServiceOn).ThenBy(x => x.Id).Take(50).ToListAsync(reads.Cancelled);
        return new Versioned<CustomerView>(new CustomerView(customer, sites, jobs), customer.Version, position: null);
    }
}

public static class ListCustomersEndpoint
{
    /// <summary>Lists customers in order of their ids.</summary>
    [WolverineGet("/api/crm/customers"), Permission(Permission.ReadCustomers)]
    [ProducesResponseType<Page<CustomerDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid? after, int? limit, Reads reads) => reads.Page<CustomerDetails>(after, limit);
}
