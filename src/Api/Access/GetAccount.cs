using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

public static class GetAccountEndpoint
{
    /// <summary>Reads one account.</summary>
    [WolverineGet("/api/access/accounts/{accountId}"), Permission(Permission.ReadAccounts)]
    [ProducesResponseType<AccountDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid accountId, Reads reads) => reads.One<AccountDetails>(accountId);
}

public static class ListAccountsEndpoint
{
    /// <summary>Lists accounts in order of their ids.</summary>
    [WolverineGet("/api/access/accounts"), Permission(Permission.ReadAccounts)]
    [ProducesResponseType<Page<AccountDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid? after, int? limit, Reads reads) => reads.Page<AccountDetails>(after, limit);
}
