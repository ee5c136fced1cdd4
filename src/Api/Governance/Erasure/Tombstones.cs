using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CleaningEvents.Api.Hosting.EmbeddedPostgres;
using CleaningEvents.Api.Security.Issuer;
using NSec.Cryptography;

namespace CleaningEvents.Api.Governance.Erasure;

/// <summary>
/// The file of tombstones, one JSON line each, in a folder that every node shares. Each line is signed (Ed25519) and names the hash of the
/// line before, so that none is altered or taken out unnoticed; that the last ones are there is compared with the event log.
/// </summary>
public sealed class Tombstones : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Key key;
    private readonly DirectoryInfo folder;

    public Tombstones(IConfiguration configuration, IssuerKeys keys)
    {
        folder = new DirectoryInfo(configuration["Tombstones:Folder"] is { Length: > 0 } named ? named : Path.Combine(keys.Folder.FullName, "tombstones"));
        key = Key.Import(SignatureAlgorithm.Ed25519, keys.ForTombstones, KeyBlobFormat.RawPrivateKey);
    }

    private string File => Path.Combine(folder.FullName, "tombstones.ndjson");

    /// <summary>Every tombstone in order.</summary>
    /// <exception cref="BrokenTombstonesException"/>
    public IReadOnlyList<Tombstone> Read()
    {
        List<Tombstone> read = [];
        var previous = "";
        foreach (var line in System.IO.File.Exists(File) ? System.IO.File.ReadAllLines(File) : [])
        {
            var tombstone = Verified(line);
            if (tombstone.Number != read.Count + 1 || tombstone.Previous != previous)
                throw new BrokenTombstonesException($"Line {read.Count + 1} of {File} does not follow the one before.");
            read.Add(tombstone);
            previous = HashOf(line);
        }

        return read;
    }

    /// <summary>
    /// Adds a tombstone, on disk before it returns. One of the same subject with a number above <paramref name="after"/> is the one that an
    /// interrupted attempt left.
    /// </summary>
    public async Task<Tombstone> Add(Guid subjectId, IReadOnlyList<Guid> covers, DateTimeOffset at, long after, CancellationToken cancelled)
    {
        folder.Create();
        await using var turn = await FileLock.HoldAsync(File + ".lock", Patience, cancelled);
        var all = Read();
        if (all.LastOrDefault(x => x.SubjectId == subjectId) is { } left && left.Number > after)
            return left;

        var tombstone = new Tombstone(all.Count + 1, subjectId, covers, at, all.Count is 0 ? "" : HashOf(System.IO.File.ReadLines(File).Last()));
        await using var stream = new FileStream(File, FileMode.Append, FileAccess.Write);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Signed(tombstone) + "\n"), cancelled);
        stream.Flush(flushToDisk: true);
        return tombstone;
    }

    public void Dispose() => key.Dispose();

    private string Signed(Tombstone tombstone)
    {
        var text = JsonSerializer.Serialize(tombstone, JsonSerializerOptions.Web);
        return JsonSerializer.Serialize(new Line(text, SignatureAlgorithm.Ed25519.Sign(key, Encoding.UTF8.GetBytes(text))), JsonSerializerOptions.Web);
    }

    private Tombstone Verified(string line)
    {
        try
        {
            var signed = JsonSerializer.Deserialize<Line>(line, JsonSerializerOptions.Web)!;
            if (SignatureAlgorithm.Ed25519.Verify(key.PublicKey, Encoding.UTF8.GetBytes(signed.Tombstone), signed.Signature))
                return JsonSerializer.Deserialize<Tombstone>(signed.Tombstone, JsonSerializerOptions.Web)!;
        }
        catch (JsonException)
        {
            // No line of ours.
        }

        throw new BrokenTombstonesException($"{File} holds a line that was not signed by this company.");
    }

    private static string HashOf(string line) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(line)));

    /// <summary>A tombstone as text, so that what was signed is what is read.</summary>
    private sealed record Line(string Tombstone, byte[] Signature);
}
