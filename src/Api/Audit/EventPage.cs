using CleaningEvents.Api.Http;

namespace CleaningEvents.Api.Audit;

/// <summary>A page of events.</summary>
/// <param name="Items">What was found, in the order asked for.</param>
/// <param name="Next">Ask again with <c>after</c> set to it; null on the last page.</param>
public sealed record EventPage(IReadOnlyList<RecordedEvent> Items, long? Next)
{
    /// <summary>200 with the page, and the log position of the newest event on it.</summary>
    public IResult Answer(HttpResponse response)
    {
        if (Items.Count > 0)
            response.Headers[LogPosition.Header] = Items.Max(x => x.Position).ToString();
        return Results.Ok(this);
    }
}
