using CleaningEvents.Api.Http;
using CleaningEvents.Api.Http.Reading;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Audit;

public static class SearchEventsEndpoint
{
    /// <summary>Searches the whole log, newest first unless told otherwise. Every filter that is given must fit.</summary>
    /// <param name="actor">The account that did it; all zeros for the installation itself.</param>
    /// <param name="type">Stored name of what happened, such as <c>job_booked</c>.</param>
    /// <param name="stream">The thing it happened to.</param>
    /// <param name="from">Recorded then or later: an instant, ISO 8601 with Z or an offset.</param>
    /// <param name="to">Recorded before then: an instant, ISO 8601 with Z or an offset.</param>
    /// <param name="correlation">The errand that it was part of.</param>
    /// <param name="after">The last position seen, in the same order; left out, the search begins at the end, or with <c>asc</c> at the beginning.</param>
    /// <param name="limit">How many events at most, 1 to 200; 50 when left out.</param>
    /// <param name="order"><c>desc</c>, newest first, or <c>asc</c>, oldest first.</param>
    /// <param name="reads"/>
    /// <param name="signatures"/>
    /// <param name="store"/>
    /// <param name="http"/>
    [WolverineGet("/api/audit/events"), Permission(Permission.SearchEvents), AccessAs(AccessMode.Search)]
    [ProducesResponseType<EventPage>(StatusCodes.Status200OK)]
    public static async Task<IResult> Get(
        Guid? actor, string? type, Guid? stream, string? from, string? to, string? correlation, long? after, int? limit, string? order,
        Reads reads, Signatures signatures, IDocumentStore store, HttpContext http)
    {
        if (PageLimits.Fault(after, limit) is { } fault)
            return fault;
        if (!Instants.TryRead(from, out var recordedFrom))
            return Instants.Invalid("from");
        if (!Instants.TryRead(to, out var recordedTo))
            return Instants.Invalid("to");
        if (!string.IsNullOrEmpty(type) && !IsKnown(type, store))
            return Problems.Invalid("type", "unknown-event-type", "No event has this type.");
        if (correlation is { Length: > 100 } || correlation?.Any(char.IsControl) is true)
            return Problems.Invalid("correlation", "not-a-correlation", "At most 100 characters, none of them a control character.");
        if (order is not (null or "" or "asc" or "desc"))
            return Problems.Invalid("order", "unknown-order", "asc or desc.");
        // The log knows no branches: who may search it may search all of it.
        if (!reads.Reach.Company)
            return Problems.NotPermitted(Permission.SearchEvents);

        var search = new EventSearch(actor, type, stream, recordedFrom, recordedTo, correlation, after, order is not "asc");
        return (await search.Page(limit ?? PageLimits.Usual, reads, signatures)).Answer(http.Response);
    }

    private static bool IsKnown(string type, IDocumentStore store) =>
        store.Options.Events.AllKnownEventTypes().Any(x => x.EventTypeName == type && Vocabulary.Events.Contains(x.EventType));
}
