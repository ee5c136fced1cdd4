using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CleaningEvents.Api.Security.Sealing;

/// <summary>
/// AES-256-GCM by libsodium, which takes a seventh of the platform's time for a short value and lets threads alone; by the platform where the
/// processor lacks the instructions that libsodium insists on. Both write and read the same bytes.
/// </summary>
internal static class Aes256Gcm
{
    public const int NonceLength = 12;
    public const int TagLength = 16;

    private static readonly bool HasInstructions = Sodium.Initialise() >= 0 && Sodium.IsAvailable() is 1;

    /// <param name="key">32 bytes.</param>
    /// <param name="nonce">12 bytes, never used with this key before.</param>
    /// <param name="clear">What to encrypt.</param>
    /// <param name="bound">What is authenticated with it.</param>
    /// <param name="tag">16 bytes to fill.</param>
    /// <param name="encrypted">As many bytes to fill as there are to encrypt.</param>
    public static void Encrypt(byte[] key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> clear, ReadOnlySpan<byte> bound, Span<byte> tag, Span<byte> encrypted)
    {
        if (!HasInstructions)
        {
            using var aes = new AesGcm(key, TagLength);
            aes.Encrypt(nonce, clear, encrypted, tag, bound);
            return;
        }

        Require(key.Length is 32 && nonce.Length is NonceLength && tag.Length is TagLength && encrypted.Length == clear.Length);
        Sodium.Encrypt(
            ref First(encrypted), ref First(tag), out _, in First(clear), (ulong)clear.Length, in First(bound), (ulong)bound.Length, 0, in First(nonce), in key[0]);
    }

    /// <returns>False when the bytes, the tag, the key or what they were bound to is another one.</returns>
    /// <inheritdoc cref="Encrypt" path="/param"/>
    public static bool TryDecrypt(byte[] key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> encrypted, ReadOnlySpan<byte> bound, ReadOnlySpan<byte> tag, Span<byte> clear)
    {
        if (HasInstructions)
        {
            Require(key.Length is 32 && nonce.Length is NonceLength && tag.Length is TagLength && encrypted.Length == clear.Length);
            return Sodium.Decrypt(
                ref First(clear), 0, in First(encrypted), (ulong)encrypted.Length, in First(tag), in First(bound), (ulong)bound.Length, in First(nonce), in key[0]) is 0;
        }

        try
        {
            using var aes = new AesGcm(key, TagLength);
            aes.Decrypt(nonce, encrypted, tag, clear, bound);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static ref byte First(Span<byte> bytes) => ref MemoryMarshal.GetReference(bytes);

    private static ref readonly byte First(ReadOnlySpan<byte> bytes) => ref MemoryMarshal.GetReference(bytes);

    private static void Require(bool fits)
    {
        if (!fits)
            throw new ArgumentException("A key, nonce, tag or output is not of the length that AES-256-GCM asks for.");
    }

    private static class Sodium
    {
        private const string Library = "libsodium";

        [DllImport(Library, EntryPoint = "sodium_init")]
        public static extern int Initialise();

        [DllImport(Library, EntryPoint = "crypto_aead_aes256gcm_is_available")]
        public static extern int IsAvailable();

        [DllImport(Library, EntryPoint = "crypto_aead_aes256gcm_encrypt_detached")]
        public static extern int Encrypt(
            ref byte encrypted, ref byte tag, out ulong tagLength, in byte clear, ulong clearLength, in byte bound, ulong boundLength, nint unused, in byte nonce, in byte key);

        [DllImport(Library, EntryPoint = "crypto_aead_aes256gcm_decrypt_detached")]
        public static extern int Decrypt(
            ref byte clear, nint unused, in byte encrypted, ulong encryptedLength, in byte tag, in byte bound, ulong boundLength, in byte nonce, in byte key);
    }
}
