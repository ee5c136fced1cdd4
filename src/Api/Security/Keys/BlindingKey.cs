using System.Security.Cryptography;
using System.Text;

namespace CleaningEvents.Api.Security.Keys;

/// <summary>The company's own key, by which encrypted values are found and recognised again without being read; known once the keys are ready.</summary>
public sealed class BlindingKey
{
    /// <summary>Whom it is stored for, as nobody else is called so.</summary>
    public static readonly Guid Subject = Guid.Empty;

    public const string Purpose = "Search";
    public const int Length = 32;

    private byte[]? key;

    /// <summary>HMAC-SHA-256 of <paramref name="value"/> under a key of its own for each <paramref name="purpose"/>: 32 bytes.</summary>
    public byte[] Mac(string purpose, ReadOnlySpan<byte> value)
    {
        Span<byte> own = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key ?? throw new InvalidOperationException("The keys are not ready yet."), Encoding.UTF8.GetBytes(purpose), own);
        return HMACSHA256.HashData(own, value);
    }

    public void Take(byte[] bytes) => key = bytes;
}
