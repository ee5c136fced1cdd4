using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Audit;

public static class GetStreamEventsEndpoint
{
    /// <summary>Reads the history of one thing, oldest first: who did what to it, when, and which fields changed by it.</summary>
    /// <param name="streamId">The thing's id.</param>
    /// <param name="after">The last version seen; left out, the history begins with the first.</param>
    /// <param name="limit">How many events at most, 1 to 200; 50 when left out.</param>
    /// <param name="reads"/>
    /// <param name="signatures"/>
    /// <param name="http"/>
    [WolverineGet("/api/audit/streams/{streamId}/events"), Permission(Permission.ReadHistory)]
    [ProducesResponseType<EventPage>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
    public static async Task<IResult> Get(Guid streamId, long? after, int? limit, Reads reads, Signatures signatures, HttpContext http)
    {
        if (PageLimits.Fault(after, limit) is { } fault)
            return fault;

        await using var session = reads.Session();
        if (await StreamHistory.Load(session, streamId, reads.Cancelled) is not { } history)
            return Problems.NotFound();
        if (!history.IsReached(reads))
            return Problems.NotPermitted(Permission.ReadHistory);

        var size = limit ?? PageLimits.Usual;
        var found = history.Events.Index().Where(x => x.Item.Version > (after ?? 0)).Take(size + 1).ToList();
        var records = await EventRecords.For([.. found.Select(x => x.Item)], session, signatures, reads.Cancelled);
        return new EventPage(
            [.. found.Take(size).Select(x => records.Show(x.Item) with { Changes = history.ChangesBy(x.Index) })],
            found.Count > size ? found[size - 1].Item.Version : null).Answer(http.Response);
    }
}
