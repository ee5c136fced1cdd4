using System.Security.Cryptography;
using System.Text;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Hosting.EmbeddedPostgres;
using Microsoft.IdentityModel.Tokens;

namespace CleaningEvents.Api.Security.Issuer;

/// <summary>
/// The keys of the issuer, in files that only the service's own user may read: made at the first start, the same ever after and on every
/// node that shares the folder. Whoever has them can sign in as anybody.
/// </summary>
public sealed class IssuerKeys
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public IssuerKeys(IConfiguration configuration, IHostEnvironment environment)
    {
        Folder = FolderFor(configuration, environment);
        CreateFolder(Folder);

        var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(Keep("signing.pem", NewSigningKey));
        Signing = new ECDsaSecurityKey(ecdsa);
        Signing.KeyId = Base64UrlEncoder.Encode(Signing.ComputeJwkThumbprint());

        var root = Convert.FromBase64String(Keep("encryption.key", () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
        Encryption = new SymmetricSecurityKey(Derive(root, "codes and refresh tokens"));
        ForEnrolment = Derive(root, "enrolment secrets");
        ForRecovery = Derive(root, "recovery codes");
        ForTombstones = Derive(root, "tombstones");
    }

    /// <summary>Where the keys lie; the keys of cookies and forms lie beside them.</summary>
    public DirectoryInfo Folder { get; }

    /// <summary>Signs access and identity tokens: ES256.</summary>
    public ECDsaSecurityKey Signing { get; }

    /// <summary>Encrypts authorization codes and refresh tokens, which only the issuer reads.</summary>
    public SymmetricSecurityKey Encryption { get; }

    /// <summary>Enrolment secrets are made with it.</summary>
    public byte[] ForEnrolment { get; }

    /// <summary>Recovery codes are made with it.</summary>
    public byte[] ForRecovery { get; }

    /// <summary>Tombstones of erased subjects are signed with it: 32 bytes, the seed of an Ed25519 key.</summary>
    public byte[] ForTombstones { get; }

    public static DirectoryInfo FolderFor(IConfiguration configuration, IHostEnvironment environment) => configuration["Keys:Folder"] switch
    {
        { Length: > 0 } named => new DirectoryInfo(named),
        _ when environment.IsDevelopment() => new DirectoryInfo(Path.Combine(Checkout.FolderOf(environment.ContentRootPath), ".data", "keys")),
        _ => throw new InvalidOperationException("Set Keys__Folder to a folder that only this service can read and that every node shares; the issuer keeps its keys there."),
    };

    private static void CreateFolder(DirectoryInfo folder)
    {
        if (OperatingSystem.IsWindows())
            folder.Create();
        else
            Directory.CreateDirectory(folder.FullName, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static string NewSigningKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static byte[] Derive(byte[] root, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, root, outputLength: 32, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>What the file says; it is written whole before it gets its name, and the first of several processes wins.</summary>
    private string Keep(string name, Func<string> make)
    {
        var file = Path.Combine(Folder.FullName, name);
        // A move that must not overwrite looks first and moves then, which two may do at once.
        using var turn = FileLock.HoldAsync(Path.Combine(Folder.FullName, "turn.lock"), Patience, CancellationToken.None).GetAwaiter().GetResult();
        if (!File.Exists(file))
        {
            var draft = $"{file}.{Guid.NewGuid():n}";
            Write(draft, make());
            File.Move(draft, file);
        }

        return File.ReadAllText(file);
    }

    private static void Write(string file, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using var stream = new FileStream(file, options);
        using var writer = new StreamWriter(stream);
        writer.Write(text);
        writer.Flush();
        stream.Flush(flushToDisk: true);
    }
}
