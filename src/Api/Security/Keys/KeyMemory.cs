using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CleaningEvents.Api.Security.Keys;

/// <summary>Keys that were read lately, unwrapped where they were used; all are wiped at every change and every 5 minutes.</summary>
public sealed class KeyMemory : IMemory, IDisposable
{
    /// <summary>The longest that an unwrapped key is kept.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(5);

    /// <summary>With so many it begins anew.</summary>
    private const int Most = 50_000;

    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<Guid, Held> held = [];
    private readonly ConcurrentDictionary<KeyScope, Guid> newest = [];
    private readonly Timer lapse;
    private bool hears;
    private int changes;

    /// <param name="life">5 minutes unless told.</param>
    public KeyMemory(TimeSpan? life = null) => lapse = new Timer(_ => Forget(), state: null, life ?? LongestLife, life ?? LongestLife);

    /// <summary>Changes with every <see cref="Forget"/>; what was read before is not to be kept after.</summary>
    public int Generation => Volatile.Read(ref changes);

    /// <summary>False while nothing is kept.</summary>
    public bool Hears => Volatile.Read(ref hears);

    /// <summary>The key and, when it was unwrapped, a copy of its bytes: what is kept may be wiped at any moment.</summary>
    public (StoredKey Key, byte[]? Bytes)? Find(Guid keyId)
    {
        // Without the gate: every value passes here, and all would wait for whoever is held up inside.
        var generation = Generation;
        if (!held.TryGetValue(keyId, out var found))
            return null;

        var copy = found.Bytes?.ToArray();
        // A copy taken while the bytes were wiped is none: whoever wipes counts up between taking the key out and wiping it.
        Interlocked.MemoryBarrier();
        return generation == Generation ? (found.Key, copy) : null;
    }

    /// <summary>The same of the newest key of a scope.</summary>
    public (StoredKey Key, byte[]? Bytes)? Find(KeyScope scope) => newest.TryGetValue(scope, out var keyId) ? Find(keyId) : null;

    public void Keep(IReadOnlyCollection<StoredKey> keys, int generation)
    {
        lock (gate)
        {
            if (!hears || generation != changes)
                return;
            if (held.Count + keys.Count > Most)
                Forget();
            foreach (var key in keys)
            {
                held.TryAdd(key.Id, new Held(key));
                if (key.IsNewest)
                    newest[key.Scope] = key.Id;
            }
        }
    }

    /// <summary>Keeps a copy of the bytes of a key that is kept already.</summary>
    public void Keep(SubjectKey key, int generation)
    {
        lock (gate)
            if (generation == changes && held.TryGetValue(key.Id, out var found))
                found.Bytes ??= [.. key.Bytes];
    }

    public void Forget()
    {
        lock (gate)
        {
            var wiped = held.Values;
            held.Clear();
            newest.Clear();
            // Whoever found a key before this line sees that it counted up, whoever looks after it finds none.
            Interlocked.Increment(ref changes);
            foreach (var key in wiped)
                CryptographicOperations.ZeroMemory(key.Bytes);
        }
    }

    public void Trust(bool heard)
    {
        lock (gate)
        {
            hears = heard;
            Forget();
        }
    }

    public void Dispose()
    {
        lapse.Dispose();
        Trust(heard: false);
    }

    private sealed class Held(StoredKey key)
    {
        public StoredKey Key => key;

        public byte[]? Bytes { get; set; }
    }
}
