using System.Security.Cryptography;
using System.Text;

namespace CleaningEvents.Api.Security.Sealing;

/// <summary>
/// A value encrypted and bound to its place. Bytes: 1 for the algorithm (1: AES-256-GCM), 16 for the key's id, 12 of nonce, 16 of tag,
/// then the encrypted value. The place and the first 17 bytes are authenticated with it.
/// </summary>
public static class Seal
{
    private const byte Aes256Gcm = 1;
    private const int Head = 1 + 16;
    private const int Nonce = 12;
    private const int Tag = Cipher.TagLength;

    /// <param name="value">What to encrypt.</param>
    /// <param name="cipher">With the key of the value's subject.</param>
    /// <param name="place">Where the value stands: name of the type, id, path of the member.</param>
    public static byte[] Close(ReadOnlySpan<byte> value, Cipher cipher, string place)
    {
        var seal = new byte[Head + Nonce + Tag + value.Length];
        seal[0] = Aes256Gcm;
        cipher.KeyId.TryWriteBytes(seal.AsSpan(1), bigEndian: true, out _);
        RandomNumberGenerator.Fill(seal.AsSpan(Head, Nonce));
        cipher.Aes.Encrypt(seal.AsSpan(Head, Nonce), value, seal.AsSpan(Head + Nonce + Tag), seal.AsSpan(Head + Nonce, Tag), Bound(seal, place));
        return seal;
    }

    /// <exception cref="BrokenSealException">No seal of ours.</exception>
    public static Guid KeyOf(ReadOnlySpan<byte> seal) =>
        seal.Length > Head + Nonce + Tag && seal[0] is Aes256Gcm ? new Guid(seal[1..Head], bigEndian: true) : throw new BrokenSealException();

    /// <exception cref="BrokenSealException">It was altered, or moved here from another place.</exception>
    public static byte[] Open(ReadOnlySpan<byte> seal, Cipher cipher, string place)
    {
        var value = new byte[seal.Length - Head - Nonce - Tag];
        try
        {
            cipher.Aes.Decrypt(seal.Slice(Head, Nonce), seal[(Head + Nonce + Tag)..], seal.Slice(Head + Nonce, Tag), value, Bound(seal, place));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new BrokenSealException();
        }

        return value;
    }

    private static byte[] Bound(ReadOnlySpan<byte> seal, string place) => [.. seal[..Head], .. Encoding.UTF8.GetBytes(place)];
}

/// <summary>A protected value does not open where it stands: it was altered, moved, or put there in clear.</summary>
public sealed class BrokenSealException(string? place = null) : Exception($"A protected value does not open{(place is null ? "" : $" at {place}")}.");
