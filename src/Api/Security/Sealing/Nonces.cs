using System.Security.Cryptography;

namespace CleaningEvents.Api.Security.Sealing;

/// <summary>Random bytes for the seals of one document, drawn at once: a call takes as long for one as for ten.</summary>
public sealed class Nonces(int count)
{
    public const int Length = Aes256Gcm.NonceLength;

    private readonly byte[] drawn = RandomNumberGenerator.GetBytes(count * Length);
    private int used;

    /// <summary>Never the same bytes twice.</summary>
    public ReadOnlySpan<byte> Next() => drawn.AsSpan(Length * used++, Length);
}
