using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Hosting.EmbeddedPostgres;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CleaningEvents.Benchmarks;

/// <summary>A fresh PostgreSQL in a temporary folder that keeps every commit on disk; stopped and deleted at the end.</summary>
public sealed class Cluster : IAsyncDisposable
{
    private readonly EmbeddedCluster server;

    private Cluster(EmbeddedCluster server, string folder) => (this.server, Folder) = (server, folder);

    /// <summary>Also for what a run needs besides the database.</summary>
    public string Folder { get; }

    public string KeysFolder => Path.Combine(Folder, "keys");

    public static async Task<Cluster> Start(CancellationToken cancelled)
    {
        // Not made here: the account that runs the server must be able to enter it.
        var folder = Path.Combine(Path.GetTempPath(), $"cleaning-benchmarks-{Guid.NewGuid():N}");
        return new Cluster(await EmbeddedCluster.JoinAsync(EmbeddedClusterOptions.DurableIn(folder), NullLogger.Instance, cancelled), folder);
    }

    /// <summary>Makes <paramref name="name"/> and says how to reach it.</summary>
    public async Task<string> Database(string name, CancellationToken cancelled)
    {
        await server.EnsureDatabaseAsync(name, cancelled);
        return server.ConnectionString(name);
    }

    /// <summary>The application without its processes: its event store, set up as in the server.</summary>
    public async Task<WebApplication> Application(string connection, CancellationToken cancelled)
    {
        // One cluster for both databases, which only Development allows.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(
        [
            new("ConnectionStrings:cleaning", connection),
            new("ConnectionStrings:cleaning_keys", await Database(Databases.Keys, cancelled)),
            new("Keys:Folder", KeysFolder),
        ]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new BusinessClock());
        builder.Services.AddSingleton<ActorMemory>();
        await builder.AddDatabases([]);
        builder.AddSubjectKeys();
        builder.Services.AddSingleton<SchemaAtStart>();
        builder.AddEventStore();
        return builder.Build();
    }

    public async Task<string> Version(CancellationToken cancelled)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString("postgres"));
        await using var command = source.CreateCommand("select current_setting('server_version') || ', fsync ' || current_setting('fsync')");
        return (string)(await command.ExecuteScalarAsync(cancelled))!;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await server.DisposeAsync();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
