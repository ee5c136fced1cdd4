using CleaningEvents.Api.Http;
using CleaningEvents.Api.Http.Reading;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Audit;

public static class GetAccountAccessesEndpoint
{
    /// <summary>Reads which protected records one account was shown, when, why and by which address, newest first.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="from">Shown then or later: an instant, ISO 8601 with Z or an offset.</param>
    /// <param name="to">Shown before then: an instant, ISO 8601 with Z or an offset.</param>
    /// <param name="mode">How it was shown.</param>
    /// <param name="dataClass">Highest class among the fields shown.</param>
    /// <param name="after">The last position seen; left out, the newest come first.</param>
    /// <param name="limit">How many accesses at most, 1 to 200; 50 when left out.</param>
    /// <param name="atLeast">Wait, up to five seconds, until the answer is as fresh as this log position.</param>
    /// <param name="reads"/>
    /// <param name="signatures"/>
    [WolverineGet("/api/audit/accounts/{accountId}/accesses"), Permission(Permission.ReadAccesses), AccessAs(AccessMode.List)]
    [ProducesResponseType<EventPage>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(
        Guid accountId, string? from, string? to, AccessMode? mode, DataClass? dataClass, long? after, int? limit, long? atLeast, Reads reads, Signatures signatures) =>
        new AccessSearch(from, to, mode, dataClass, after, limit, atLeast).OfAccount(accountId, reads, signatures);
}
