using System.Security.Cryptography;

namespace CleaningEvents.Api.Security.Keys;

/// <summary>Replaces keys while nodes run; no event is touched.</summary>
public sealed class KeyRotation(SubjectKeyStore store, IWrappingKey wrapping, WrappingProofs proofs)
{
    private const int AtOnce = 500;

    /// <summary>Gives a subject new keys for what is written from now on, which every node uses after 5 minutes at the latest; the old ones still open the old.</summary>
    public async Task<int> Rotate(Guid subject, CancellationToken cancelled)
    {
        var newest = await store.Newest(subject, cancelled);
        return newest is [] ? 0 : await store.Revise(await Task.WhenAll(newest.Select(x => Successor(x.Scope, cancelled))), cancelled);
    }

    /// <summary>Wraps every key by the current wrapping key that another one holds, and tells how many; one that was stopped may be run again.</summary>
    public async Task<int> Rewrap(CancellationToken cancelled)
    {
        await proofs.Prove(cancelled);
        var count = 0;
        while (await store.WrappedOtherwise(wrapping.Current!, AtOnce, cancelled) is { Count: > 0 } batch)
            count += await store.Rewrap(await Task.WhenAll(batch.Select(x => Rewrap(x.Id, x.Wrapped, cancelled))), cancelled);
        return count;
    }

    private async Task<StoredKey> Successor(KeyScope scope, CancellationToken cancelled)
    {
        var id = Guid.CreateVersion7();
        return new StoredKey(id, scope, await wrapping.Wrap(RandomNumberGenerator.GetBytes(32), id, cancelled), IsNewest: true);
    }

    private async Task<(Guid Id, WrappedKey Wrapped)> Rewrap(Guid id, WrappedKey wrapped, CancellationToken cancelled)
    {
        var key = await wrapping.Unwrap(wrapped, id, cancelled);
        try
        {
            return (id, await wrapping.Wrap(key, id, cancelled));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
