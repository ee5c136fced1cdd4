using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CleaningEvents.Api.Security.Keys;

/// <summary>
/// Wrapping keys of 32 bytes in files of one folder, which every node shares and only the service's user may read. The file's name is the
/// key's id and tells when it was made: the newest wraps. AES-256-GCM.
/// </summary>
public sealed class LocalWrappingKey(DirectoryInfo folder) : IWrappingKey
{
    private const int Length = 32;
    private const string Extension = ".key";
    private const UnixFileMode OwnerReads = UnixFileMode.UserRead;
    private const UnixFileMode Owner = OwnerReads | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly int Nonce = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int Tag = AesGcm.TagByteSizes.MaxSize;

    private readonly ConcurrentDictionary<string, byte[]> known = [];

    // Looked up each time: another process may have made one.
    public string? Current => !Directory.Exists(folder.FullName) ? null : Directory.GetFiles(folder.FullName, $"*{Extension}")
        .Select(x => Path.GetFileNameWithoutExtension(x)).Where(x => Guid.TryParseExact(x, "N", out _)).Max(StringComparer.Ordinal);

    public void Renew()
    {
        var id = Guid.CreateVersion7().ToString("N");
        if (string.CompareOrdinal(id, Current) <= 0)
            throw new WrappingKeyException($"The wrapping key {Current} was made later than now: set the clock right and try again.");

        CreateFolder();
        var draft = $"{FileOf(id)}.new";
        Write(draft, RandomNumberGenerator.GetBytes(Length));
        File.Move(draft, FileOf(id));
    }

    public Task<WrappedKey> Wrap(byte[] key, Guid keyId, CancellationToken cancelled)
    {
        var id = Current ?? throw new WrappingKeyException($"There is no wrapping key in {folder.FullName}: bring back the file from where it is kept safe.");
        var wrapped = new byte[Nonce + key.Length + Tag];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, Nonce));
        using var aes = new AesGcm(Named(id), Tag);
        aes.Encrypt(wrapped.AsSpan(0, Nonce), key, wrapped.AsSpan(Nonce, key.Length), wrapped.AsSpan(Nonce + key.Length), Context(keyId));
        return Task.FromResult(new WrappedKey(id, wrapped));
    }

    public Task<byte[]> Unwrap(WrappedKey wrapped, Guid keyId, CancellationToken cancelled)
    {
        var bytes = wrapped.Bytes.AsSpan();
        var key = new byte[Math.Max(0, bytes.Length - Nonce - Tag)];
        try
        {
            using var aes = new AesGcm(Named(wrapped.WrappingKey), Tag);
            aes.Decrypt(bytes[..Nonce], bytes[Nonce..^Tag], bytes[^Tag..], key, Context(keyId));
            return Task.FromResult(key);
        }
        catch (Exception e) when (e is AuthenticationTagMismatchException or ArgumentOutOfRangeException)
        {
            throw new WrappingKeyException(
                $"The file {FileOf(wrapped.WrappingKey)} does not hold the key that wrapped {keyId}: bring back the one that belongs to this key database.", e);
        }
    }

    private static byte[] Context(Guid keyId) => keyId.ToByteArray(bigEndian: true);

    private string FileOf(string id) => Path.Combine(folder.FullName, id + Extension);

    private byte[] Named(string id) => known.GetOrAdd(id, Read);

    private byte[] Read(string id)
    {
        var file = FileOf(id);
        if (!Guid.TryParseExact(id, "N", out _) || !File.Exists(file))
            throw new WrappingKeyException(
                $"The wrapping key {id} is not in {folder.FullName}: bring back its file from where it is kept safe, or set WrappingKey__Folder to where it is.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~Owner) != 0)
            throw new WrappingKeyException($"Others than its owner may use the wrapping key {file}: chmod 400 it, and rotate it if somebody may have read it.");
        return File.ReadAllBytes(file) is { Length: Length } key ? key : throw new WrappingKeyException($"The wrapping key {file} has not {Length} bytes: bring back the whole file.");
    }

    private void CreateFolder()
    {
        if (OperatingSystem.IsWindows())
            folder.Create();
        else
            Directory.CreateDirectory(folder.FullName, Owner);
    }

    private static void Write(string file, byte[] key)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerReads;
        using var stream = new FileStream(file, options);
        stream.Write(key);
        stream.Flush(flushToDisk: true);
    }
}
