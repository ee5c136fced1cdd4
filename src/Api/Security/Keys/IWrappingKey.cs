namespace CleaningEvents.Api.Security.Keys;

/// <summary>
/// The key that encrypts all other keys where they are stored. It lies outside the databases; without it nothing personal can be read.
/// Each key is bound to the id it is stored under, so that no two can be exchanged.
/// </summary>
public interface IWrappingKey
{
    /// <summary>The id of the one that wraps from now on; null when there is none yet.</summary>
    string? Current { get; }

    /// <summary>Makes a new current one where that is ours to do; the ones before still unwrap.</summary>
    void Renew();

    /// <exception cref="WrappingKeyException">There is no current one, or it is out of reach or too open.</exception>
    Task<WrappedKey> Wrap(byte[] key, Guid keyId, CancellationToken cancelled);

    /// <exception cref="WrappingKeyException">The one that wrapped is out of reach or too open, or did not wrap this key for this id.</exception>
    Task<byte[]> Unwrap(WrappedKey wrapped, Guid keyId, CancellationToken cancelled);
}

/// <summary>A key that only the wrapping key with the id <paramref name="WrappingKey"/> can open.</summary>
public sealed record WrappedKey(string WrappingKey, byte[] Bytes);

/// <summary>The wrapping key cannot be used; the message says what to do.</summary>
public sealed class WrappingKeyException(string message, Exception? cause = null) : Exception(message, cause);
