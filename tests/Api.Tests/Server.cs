using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Hosting.CommandLine;
using CleaningEvents.Api.Hosting.EmbeddedPostgres;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Api.Security.Network;
using CleaningEvents.Tests;
using JasperFx.CommandLine;
using Marten;
using Marten.Events;
using Marten.Events.Daemon.Coordination;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Wolverine;

[assembly: AssemblyFixture(typeof(Server))]
// One server and one business clock: tests turn it.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace CleaningEvents.Tests;

/// <summary>The whole API in memory over a real PostgreSQL. Tests share it: each makes its own ids.</summary>
public sealed class Server : IAsyncLifetime
{
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("cleaning-keys-");
    private EmbeddedCluster? cluster;

    /// <summary>Where the databases are, for tests that need another.</summary>
    public EmbeddedCluster Cluster => cluster!;

    public IAlbaHost Host { get; private set; } = null!;

    /// <summary>The people and the branch that every test may use.</summary>
    public Company Company { get; private set; } = null!;

    public IDocumentStore Store => Host.Services.GetRequiredService<IDocumentStore>();

    public NpgsqlDataSource Database => Host.Services.GetRequiredService<NpgsqlDataSource>();

    public BusinessClock Clock => Host.Services.GetRequiredService<BusinessClock>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        cluster = await EmbeddedCluster.JoinAsync(EmbeddedClusterOptions.ThrowAway(), NullLogger.Instance, Cancelled);
        await Databases.Provide(cluster, Cancelled);
        foreach (var name in new[] { Databases.Events, Databases.Keys })
            Environment.SetEnvironmentVariable($"ConnectionStrings__{name}", cluster.ConnectionString(name));
        Environment.SetEnvironmentVariable("Keys__Folder", keys.FullName);
        // The clock stands until a test turns it.
        Environment.SetEnvironmentVariable("BusinessClock__StartAt", Company.Monday.ToString("O"));
        Environment.SetEnvironmentVariable("BusinessClock__Speed", "0");
        // Tests are many callers in one: only those of the limits count.
        foreach (var limit in RateLimits.Names)
            Environment.SetEnvironmentVariable($"RateLimits__{limit}", "0");
        JasperFxEnvironment.AutoStartHost = true; // Program ends in RunJasperFxCommands.
        Host = await AlbaHost.For<Program>(x => x
            .ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .ConfigureServices(services => services.RunWolverineInSoloMode()));
        Company = await Company.Found(this);
    }

    public async ValueTask DisposeAsync()
    {
        if (Host is not null) await Host.DisposeAsync();
        if (cluster is not null) await cluster.DisposeAsync();
        keys.Delete(recursive: true);
    }

    public HttpClient Client() => Host.GetTestClient();

    /// <summary>A token by which the account's holder calls the API.</summary>
    public string TokenOf(Guid accountId) =>
        Token.For(accountId, Host.Services.GetRequiredService<IssuerKeys>(), Host.Services.GetRequiredService<IConfiguration>().Issuer());

    /// <summary>Writes <paramref name="events"/> as the past of a new stream and tells the log position of the last.</summary>
    public async Task<long> Given<TState>(Guid stream, params object[] events) where TState : class
    {
        await using var session = Store.LightweightSession();
        var past = session.Events.StartStream<TState>(stream, events);
        await session.SaveChangesAsync(Cancelled);
        return past.Events[^1].Sequence;
    }

    /// <summary>The way of a command that an import gives.</summary>
    public Commands Import() => new(
        Store, Database, Host.Services.GetRequiredService<FactSources>(), Host.Services.GetRequiredService<Signatures>(),
        CommandContext.OfInstallation("", Cancelled, channel: "import"));

    /// <summary>The events of a stream, oldest first.</summary>
    public async Task<IReadOnlyList<object>> Events(Guid stream)
    {
        await using var session = Store.QuerySession();
        return [.. (await session.Events.FetchStreamAsync(stream, token: Cancelled)).Select(x => x.Data)];
    }

    public async Task<T?> Load<T>(Guid id) where T : notnull
    {
        await using var session = Store.QuerySession();
        return await session.LoadAsync<T>(id, Cancelled);
    }

    /// <summary>Waits until the async read models have seen every event.</summary>
    public Task CaughtUp() => Store.WaitForNonStaleProjectionDataAsync(TimeSpan.FromSeconds(30));

    public Task Rebuild<TProjection>() =>
        Host.Services.GetRequiredService<IProjectionCoordinator>().DaemonForMainDatabase().RebuildProjectionAsync<TProjection>(Cancelled);

    /// <summary>The rows that <paramref name="sql"/> finds for <c>$1, $2, …</c>.</summary>
    public async Task<IReadOnlyList<object[]>> Rows(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(Cancelled);

        List<object[]> rows = [];
        while (await reader.ReadAsync(Cancelled))
        {
            rows.Add(new object[reader.FieldCount]);
            reader.GetValues(rows[^1]);
        }

        return rows;
    }
}
