using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace CleaningEvents.Api.Security;

/// <summary>What was found for recent requests, by id; it counts only while changes made on other nodes are heard of.</summary>
public class Memory<T>(TimeProvider clock) : IMemory
{
    private readonly ConcurrentDictionary<Guid, (T Value, DateTimeOffset Until, int Generation)> known = [];
    private bool hears;
    private int changes;

    /// <summary>Changes with every <see cref="Forget"/>; what was read before does not count after.</summary>
    public int Generation => Volatile.Read(ref changes);

    /// <summary>Whether changes made on other nodes are heard of.</summary>
    public bool Hears => Volatile.Read(ref hears);

    public bool TryFind(Guid id, [MaybeNullWhen(false)] out T value)
    {
        var isKnown = known.TryGetValue(id, out var found) && Hears && found.Generation == Generation && clock.GetUtcNow() < found.Until;
        value = found.Value;
        return isKnown;
    }

    /// <summary>Remembers what was read when <paramref name="generation"/> was the present one.</summary>
    public void Keep(Guid id, T value, DateTimeOffset until, int generation) => known[id] = (value, until, generation);

    public void Forget()
    {
        Interlocked.Increment(ref changes);
        known.Clear();
    }

    public void Trust(bool heard)
    {
        Volatile.Write(ref hears, heard);
        Forget();
    }
}
