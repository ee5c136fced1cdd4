using Microsoft.Extensions.Caching.Memory;

namespace CleaningEvents.Api.Http.Reading;

/// <summary>
/// What sessions have on their screens, so that a board that is asked for every few seconds is recorded once. Each node remembers its own,
/// until the day (UTC) ends; what it has forgotten is recorded again.
/// </summary>
public sealed class ScreenMemory : IDisposable
{
    private const int MostScreens = 10_000;

    private readonly MemoryCache screens = new(new MemoryCacheOptions { SizeLimit = MostScreens });

    /// <summary>The screen of this name of a session.</summary>
    public Screen Of(Guid accountId, Guid? sessionId, string name) => screens.GetOrCreate((accountId, sessionId, name), entry =>
    {
        entry.Size = 1;
        entry.AbsoluteExpiration = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        return new Screen();
    })!;

    public void Dispose() => screens.Dispose();
}

/// <summary>The records on one screen of which it is on record that they were shown.</summary>
public sealed class Screen
{
    private readonly Lock gate = new();
    private readonly HashSet<(string Kind, Guid Record)> shown = [];

    public bool Has((string Kind, Guid Record) record)
    {
        lock (gate)
            return shown.Contains(record);
    }

    public void Keep(IEnumerable<(string Kind, Guid Record)> records)
    {
        lock (gate)
            shown.UnionWith(records);
    }
}
