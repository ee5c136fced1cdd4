using CleaningEvents.Api.Http;
using Marten;
using Marten.Events.Archiving;

namespace CleaningEvents.Api.Audit;

/// <summary>A page of events.</summary>
/// <param name="Items">What was found, in the order asked for.</param>
/// <param name="Next">Ask again with <c>after</c> set to it; null on the last page.</param>
public sealed record EventPage(IReadOnlyList<RecordedEvent> Items, long? Next)
{
    /// <summary>The events at <paramref name="positions"/>, in that order; one more than <paramref name="size"/> tells that there is a next page.</summary>
    public static async Task<EventPage> Of(IReadOnlyList<long> positions, int size, Reads reads, Signatures signatures)
    {
        var asked = positions.Take(size).ToArray();
        await using var session = reads.Session();
        var found = await session.Events.QueryAllRawEvents().Where(x => x.MaybeArchived() && x.Sequence.IsOneOf(asked)).ToListAsync(reads.Cancelled);
        var records = await EventRecords.For(found, session, signatures, reads.Cancelled);
        return new EventPage([.. found.OrderBy(x => asked.IndexOf(x.Sequence)).Select(records.Show)], positions.Count > size ? asked[^1] : null);
    }

    /// <summary>200 with the page, and the log position of the newest event on it.</summary>
    public IResult Answer(HttpResponse response)
    {
        if (Items.Count > 0)
            response.Headers[LogPosition.Header] = Items.Max(x => x.Position).ToString();
        return Results.Ok(this);
    }
}
