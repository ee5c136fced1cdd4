using System.Security.Cryptography;

namespace CleaningEvents.Api.Security.Keys;

/// <summary>
/// The keys of subjects, from memory while their destruction is heard of, else from the database. What it hands out are copies, which
/// outlive a key for no longer than their user keeps them.
/// </summary>
public sealed class KeyRing(SubjectKeyStore store, IWrappingKey wrapping, KeyMemory memory) : ISubjectKeys
{
    private const int Length = 32;

    /// <summary>How many rows come along with the one asked for: ids made one after the other are often asked for so.</summary>
    private const int Along = 100;

    private int Neighbours => memory.Hears ? Along : 0;

    public SubjectKey ToSeal(KeyScope scope)
    {
        var generation = memory.Generation;
        return memory.Find(scope) switch
        {
            null => Wait(() => Load([scope], CancellationToken.None))[0],
            { Bytes: { } bytes } found => new SubjectKey(found.Key.Id, bytes),
            { Key: var key } => Wait(() => Unwrap(key, generation, CancellationToken.None)),
        };
    }

    public SubjectKey? ToOpen(Guid keyId)
    {
        var generation = memory.Generation;
        return memory.Find(keyId) switch
        {
            null => Wait(() => Load(keyId, generation)),
            { Key.Wrapped: null } => null,
            { Bytes: { } bytes } => new SubjectKey(keyId, bytes),
            { Key: var key } => Wait<SubjectKey?>(async () => await Unwrap(key, generation, CancellationToken.None)),
        };
    }

    public Task Prepare(IReadOnlyCollection<KeyScope> scopes, CancellationToken cancelled) =>
        scopes.Distinct().Where(x => memory.Find(x) is not { Bytes: not null }).ToArray() is { Length: > 0 } missing ? Load(missing, cancelled) : Task.CompletedTask;

    // Not on the caller's own context, which may be waiting for just this.
    private static T Wait<T>(Func<Task<T>> question) => Task.Run(question).GetAwaiter().GetResult();

    private async Task<SubjectKey?> Load(Guid keyId, int generation)
    {
        var found = await store.Find(keyId, Neighbours, CancellationToken.None);
        var key = found.FirstOrDefault(x => x.Id == keyId) ?? throw new KeyMissingException(keyId);
        memory.Keep(found, generation);
        return key.Wrapped is null ? null : await Unwrap(key, generation, CancellationToken.None);
    }

    private async Task<SubjectKey[]> Load(KeyScope[] scopes, CancellationToken cancelled)
    {
        var generation = memory.Generation;
        var found = await store.Find(scopes, scopes is [_] ? Neighbours : 0, cancelled);
        memory.Keep(found, generation);
        var newest = found.Where(x => x.IsNewest).DistinctBy(x => x.Scope).ToDictionary(x => x.Scope);
        var made = await Make([.. scopes.Where(x => !newest.ContainsKey(x))], generation, cancelled);
        return [.. await Task.WhenAll(scopes.Where(newest.ContainsKey).Select(x => Unwrap(newest[x], generation, cancelled))), .. made];
    }

    private async Task<SubjectKey[]> Make(KeyScope[] scopes, int generation, CancellationToken cancelled)
    {
        if (scopes is [])
            return [];

        var drafts = await Task.WhenAll(scopes.Select(x => Draft(x, cancelled)));
        var bytes = drafts.ToDictionary(x => x.Key.Id, x => x.Bytes);
        var stored = await store.Create([.. drafts.Select(x => x.Key)], cancelled);
        memory.Keep(stored, generation);
        // Another node may have been a moment ahead: then it is its key that counts.
        return await Task.WhenAll(stored.Select(x => bytes.TryGetValue(x.Id, out var own)
            ? Task.FromResult(Kept(new SubjectKey(x.Id, own), generation))
            : Unwrap(x, generation, cancelled)));
    }

    private async Task<(StoredKey Key, byte[] Bytes)> Draft(KeyScope scope, CancellationToken cancelled)
    {
        var (id, bytes) = (Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(Length));
        return (new StoredKey(id, scope, await wrapping.Wrap(bytes, id, cancelled), IsNewest: true), bytes);
    }

    private async Task<SubjectKey> Unwrap(StoredKey key, int generation, CancellationToken cancelled) =>
        Kept(new SubjectKey(key.Id, await wrapping.Unwrap(key.Wrapped!, key.Id, cancelled)), generation);

    private SubjectKey Kept(SubjectKey key, int generation)
    {
        memory.Keep(key, generation);
        return key;
    }
}
