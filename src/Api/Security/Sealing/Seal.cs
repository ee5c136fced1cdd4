using System.Text;
using CleaningEvents.Api.Security.Keys;

namespace CleaningEvents.Api.Security.Sealing;

/// <summary>
/// A value encrypted and bound to its place. Bytes: 1 for the algorithm (1: AES-256-GCM), 16 for the key's id, 12 of nonce, 16 of tag,
/// then the encrypted value. The place and the first 17 bytes are authenticated with it.
/// </summary>
public static class Seal
{
    private const byte Algorithm = 1;
    private const int Head = 1 + 16;
    private const int Nonce = Nonces.Length;
    private const int Tag = Aes256Gcm.TagLength;

    /// <param name="value">What to encrypt.</param>
    /// <param name="key">Of the value's subject.</param>
    /// <param name="nonce">12 random bytes, used for nothing else.</param>
    /// <param name="place">Where the value stands: name of the type, id, path of the member.</param>
    public static byte[] Close(ReadOnlySpan<byte> value, SubjectKey key, ReadOnlySpan<byte> nonce, string place)
    {
        var seal = new byte[Head + Nonce + Tag + value.Length];
        seal[0] = Algorithm;
        key.Id.TryWriteBytes(seal.AsSpan(1), bigEndian: true, out _);
        nonce.CopyTo(seal.AsSpan(Head));
        Aes256Gcm.Encrypt(key.Bytes, nonce, value, Bound(seal, place), seal.AsSpan(Head + Nonce, Tag), seal.AsSpan(Head + Nonce + Tag));
        return seal;
    }

    /// <exception cref="BrokenSealException">No seal of ours.</exception>
    public static Guid KeyOf(ReadOnlySpan<byte> seal) =>
        seal.Length > Head + Nonce + Tag && seal[0] is Algorithm ? new Guid(seal[1..Head], bigEndian: true) : throw new BrokenSealException();

    /// <exception cref="BrokenSealException">It was altered, or moved here from another place.</exception>
    public static byte[] Open(ReadOnlySpan<byte> seal, SubjectKey key, string place)
    {
        var value = new byte[seal.Length - Head - Nonce - Tag];
        if (!Aes256Gcm.TryDecrypt(
            key.Bytes, seal.Slice(Head, Nonce), seal[(Head + Nonce + Tag)..], Bound(seal, place), seal.Slice(Head + Nonce, Tag), value))
            throw new BrokenSealException(place);

        return value;
    }

    private static byte[] Bound(ReadOnlySpan<byte> seal, string place) => [.. seal[..Head], .. Encoding.UTF8.GetBytes(place)];
}

/// <summary>A protected value does not open where it stands: it was altered, moved, or put there in clear.</summary>
public sealed class BrokenSealException(string? place = null) : Exception($"A protected value does not open{(place is null ? "" : $" at {place}")}.");
