using Marten;

namespace CleaningEvents.Api.Audit;

/// <summary>The indexes that <c>EventIndexes.sql</c> makes on Marten's table of events.</summary>
public static class EventIndexes
{
    private static readonly string[] Names = ["ix_events_by_actor", "ix_events_by_time", "ix_events_by_correlation"];

    /// <summary>Tells Marten to leave them alone: it would drop what it does not know.</summary>
    public static void Keep(StoreOptions options)
    {
        foreach (var name in Names)
            options.Events.IgnoreIndex(name);
    }
}
