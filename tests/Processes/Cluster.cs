using System.Diagnostics;
using System.Globalization;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Hosting.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CleaningEvents.Processes;

/// <summary>A fresh PostgreSQL in a temporary folder that keeps every commit on disk; stopped and deleted at the end.</summary>
public sealed class Cluster : IAsyncDisposable
{
    private EmbeddedCluster server;

    private Cluster(EmbeddedCluster server, string folder) => (this.server, Folder) = (server, folder);

    /// <summary>Also for what a run needs besides the database.</summary>
    public string Folder { get; }

    public string KeysFolder => Path.Combine(Folder, "keys");

    /// <param name="name">What the folder's name begins with.</param>
    /// <param name="cancelled">To give up.</param>
    public static async Task<Cluster> Start(string name, CancellationToken cancelled)
    {
        // Not made here: the account that runs the server must be able to enter it.
        var folder = Path.Combine(Path.GetTempPath(), $"{name}-{Guid.NewGuid():N}");
        var cluster = new Cluster(await Join(folder, cancelled), folder);
        await Databases.Provide(cluster.server, cancelled);
        return cluster;
    }

    /// <summary>Makes <paramref name="name"/> and says how to reach it.</summary>
    public async Task<string> Database(string name, CancellationToken cancelled)
    {
        await server.EnsureDatabaseAsync(name, cancelled);
        return Connection(name);
    }

    /// <summary>How the owner of a database reaches it.</summary>
    public string Connection(string database) => server.ConnectionString(database);

    /// <summary>How somebody reaches it whom no right stops.</summary>
    public string SuperuserConnection(string database) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres")) { Database = database, Pooling = false }.ConnectionString;

    /// <summary>Stops the server in good order; the files stay.</summary>
    public async Task Stop()
    {
        NpgsqlConnection.ClearAllPools();
        await server.DisposeAsync();
    }

    /// <summary>Kills the server as a failure of power would; it starts again by itself within seconds.</summary>
    public void Kill()
    {
        using var postmaster = Process.GetProcessById(int.Parse(File.ReadLines(Path.Combine(Folder, "server", "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture));
        postmaster.Kill();
    }

    public async Task StartAgain(CancellationToken cancelled) => server = await Join(Folder, cancelled);

    public async Task<string> Version(CancellationToken cancelled)
    {
        await using var source = NpgsqlDataSource.Create(SuperuserConnection("postgres"));
        await using var command = source.CreateCommand("select current_setting('server_version') || ', fsync ' || current_setting('fsync')");
        return (string)(await command.ExecuteScalarAsync(cancelled))!;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }

    private static Task<EmbeddedCluster> Join(string folder, CancellationToken cancelled) =>
        EmbeddedCluster.JoinAsync(EmbeddedClusterOptions.DurableIn(folder), NullLogger.Instance, cancelled);
}
