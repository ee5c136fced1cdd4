using System.Collections.Concurrent;
using CleaningEvents.Api.Hosting;

namespace CleaningEvents.Api.Security;

/// <summary>The actors of recent requests, kept only while changes of rights are heard of.</summary>
public sealed class ActorMemory(BusinessClock clock) : IMemory
{
    private readonly ConcurrentDictionary<Guid, (Actor Actor, DateTimeOffset Until)> known = [];
    private bool hears;
    private int changes;

    /// <summary>Changes with every <see cref="Forget"/>; what was read before is not to be kept after.</summary>
    public int Generation => Volatile.Read(ref changes);

    /// <summary>Whether changes made on other nodes are heard of.</summary>
    public bool Hears => Volatile.Read(ref hears);

    public Actor? Find(Guid accountId) =>
        Hears && known.TryGetValue(accountId, out var found) && clock.GetUtcNow() < found.Until ? found.Actor : null;

    public void Keep(Actor actor, DateTimeOffset until, int generation)
    {
        if (generation == Generation)
            known[actor.AccountId] = (actor, until);
    }

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
