using System.Security.Cryptography;
using CleaningEvents.Api.Security.Keys;

namespace CleaningEvents.Api.Security.Sealing;

/// <summary>A key made ready to encrypt and decrypt, which takes longer than doing so.</summary>
public sealed class Cipher(SubjectKey key) : IDisposable
{
    public const int TagLength = 16;

    public Guid KeyId => key.Id;

    public AesGcm Aes { get; } = new(key.Bytes, TagLength);

    public void Dispose() => Aes.Dispose();
}

/// <summary>The ciphers of one document, each made once; to be disposed when it is written or read.</summary>
public sealed class Ciphers(ISubjectKeys keys) : IDisposable
{
    private readonly Dictionary<KeyScope, Cipher> sealing = [];
    private readonly Dictionary<Guid, Cipher?> opening = [];

    /// <inheritdoc cref="ISubjectKeys.ToSeal"/>
    public Cipher ToSeal(KeyScope scope) => sealing.TryGetValue(scope, out var known) ? known : sealing[scope] = new Cipher(keys.ToSeal(scope));

    /// <inheritdoc cref="ISubjectKeys.ToOpen"/>
    public Cipher? ToOpen(Guid keyId) =>
        opening.TryGetValue(keyId, out var known) ? known : opening[keyId] = keys.ToOpen(keyId) is { } key ? new Cipher(key) : null;

    public void Dispose()
    {
        foreach (var cipher in sealing.Values.Concat(opening.Values))
            cipher?.Dispose();
    }
}
