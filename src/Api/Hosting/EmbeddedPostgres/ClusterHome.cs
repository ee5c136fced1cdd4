using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>The directory of a cluster: what is ours (locks, password, port) and, one level down, what is the server's (data, log).</summary>
internal sealed class ClusterHome(string path)
{
    private const int LinesOfLog = 20;
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path { get; } = path;

    /// <summary>Held alone while a process starts, joins, leaves or stops the server.</summary>
    public string TurnLock => In("turn.lock");

    /// <summary>Shared by every living user of the cluster: who can hold it alone is the last.</summary>
    public string UsersLock => In("users.lock");

    public string Data => System.IO.Path.Combine(Server, "data");

    public string Log => System.IO.Path.Combine(Server, "postgres.log");

    public string Password => File.ReadAllText(PasswordFile);

    /// <summary>The port of the last start: kept, so that users who outlive a crash of the server find the next one.</summary>
    public int? LastPort
    {
        get => File.Exists(PortFile) && int.TryParse(File.ReadAllText(PortFile), CultureInfo.InvariantCulture, out var port) ? port : null;
        set => File.WriteAllText(PortFile, value?.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The major version that wrote the data; null while there is none.</summary>
    public int? DataMajor => File.Exists(VersionFile) ? int.Parse(File.ReadAllText(VersionFile), CultureInfo.InvariantCulture) : null;

    private string Server => In("server");

    private string PasswordFile => In("password");

    private string PortFile => In("port");

    private string VersionFile => System.IO.Path.Combine(Data, "PG_VERSION");

    /// <summary>The home that was asked for, or another one when the account that runs the server may not enter it.</summary>
    public static async Task<ClusterHome> LocateAsync(
        EmbeddedClusterOptions options, ServerAccount account, ILogger logger, CancellationToken cancellation)
    {
        if (await account.MayEnterAsync(NearestExisting(options.Home), cancellation))
        {
            return new(options.Home);
        }

        var elsewhere = System.IO.Path.Combine(OwnFolder.Path, $"cluster-{Fingerprint(options.Home)}");
        logger.LogWarning("User {User}, who runs PostgreSQL, may not enter {Wanted}: the database lives in {Home}", account.OtherUser, options.Home, elsewhere);
        return new(elsewhere);
    }

    public async Task MakeAsync(ServerAccount account, CancellationToken cancellation)
    {
        MakeEnterable(Path);
        Directory.CreateDirectory(Server);
        await account.TakeOverAsync(Server, cancellation);
    }

    /// <summary>Makes the cluster under another name and renames it at the end: what stands under <see cref="Data"/> is whole.</summary>
    public async Task InitialiseAsync(ServerBinaries binaries, ServerAccount account, bool durable, TimeSpan patience, CancellationToken cancellation)
    {
        foreach (var remnant in Directory.GetDirectories(Server, "new-*"))
        {
            Directory.Delete(remnant, recursive: true);
        }

        var workshop = Directory.CreateDirectory(System.IO.Path.Combine(Server, $"new-{RandomNumberGenerator.GetHexString(16)}")).FullName;
        await account.TakeOverAsync(workshop, cancellation);
        var (data, password) = (System.IO.Path.Combine(workshop, "data"), System.IO.Path.Combine(workshop, "password"));
        WritePrivately(password, Password);
        await account.TakeOverAsync(password, cancellation);

        List<string> arguments = ["-D", data, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", password, "-k", .. ServerSettings.Locale(binaries.Major)];
        var made = await account.RunAsync(binaries.InitDb, durable ? arguments : [.. arguments, "--no-sync"], patience, cancellation);
        if (!made.Succeeded)
        {
            throw new EmbeddedPostgresException($"initdb could not make a cluster in {Path}: {made.Output}");
        }

        Directory.Move(data, Data);
        Directory.Delete(workshop, recursive: true);
    }

    public string TailOfLog() =>
        File.Exists(Log) ? string.Join(Environment.NewLine, File.ReadLines(Log).TakeLast(LinesOfLog)) : "(there is no log)";

    public void Delete()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    public void EnsurePassword() => EnsurePassword(PasswordFile);

    /// <summary>The password of the role that owns <paramref name="database"/>, made at the first call.</summary>
    public string EnsurePasswordOfOwner(string database)
    {
        EnsurePassword(PasswordFileOf(database));
        return PasswordOfOwner(database);
    }

    public string PasswordOfOwner(string database) => File.ReadAllText(PasswordFileOf(database));

    private static void EnsurePassword(string file)
    {
        if (!File.Exists(file))
        {
            WritePrivately(file + ".new", RandomNumberGenerator.GetHexString(32));
            File.Move(file + ".new", file);
        }
    }

    private static void WritePrivately(string path, string text)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerReadsAndWrites;
        }

        using var file = new StreamWriter(path, options);
        file.Write(text);
    }

    private static void MakeEnterable(string directory)
    {
        if (Directory.Exists(directory))
        {
            return;
        }

        MakeEnterable(System.IO.Path.GetDirectoryName(directory)!);
        Directory.CreateDirectory(directory);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(directory, OwnFolder.Enterable);
        }
    }

    private static string NearestExisting(string directory) =>
        Directory.Exists(directory) ? directory : NearestExisting(System.IO.Path.GetDirectoryName(directory)!);

    private static string Fingerprint(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    // A database may be named as no file can be.
    private string PasswordFileOf(string database) => In($"password-{Uri.EscapeDataString(database)}");

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
