using System.Net;
using CleaningEvents.Api.Hosting.EmbeddedPostgres;
using CleaningEvents.Api.Security.Keys;
using Npgsql;

namespace CleaningEvents.Api.Hosting;

/// <summary>
/// Where the databases of events and of keys are: what <c>ConnectionStrings:cleaning</c> and <c>ConnectionStrings:cleaning_keys</c> name or,
/// in Development without one, a private cluster of the checkout.
/// </summary>
public static class Databases
{
    public const string Events = "cleaning";
    public const string Keys = "cleaning_keys";

    private const string Analyst = "analyst";

    /// <summary>What the command line does without a database.</summary>
    private static readonly string[] WithoutDatabase = ["compose-day", "openapi", "codegen", "help"];

    /// <returns>The private cluster, to be left at the end; null when other databases are configured.</returns>
    public static async Task<EmbeddedCluster?> AddDatabases(this WebApplicationBuilder builder, string[] args)
    {
        var configuration = builder.Configuration;
        var isConfigured = configuration.GetConnectionString(Events) is not null && configuration.GetConnectionString(Keys) is not null;
        var cluster = isConfigured || args.Intersect(WithoutDatabase).Any() ? null : await Join(builder.Environment);
        builder.Services.AddSingleton(_ => Source(Connection(Events)));
        builder.Services.AddSingleton(_ => new KeysDatabase(Source(Connection(Keys))));
        return cluster;

        NpgsqlConnectionStringBuilder Connection(string name)
        {
            var connection = new NpgsqlConnectionStringBuilder(
                configuration.GetConnectionString(name) ?? cluster?.ConnectionString(name) ?? throw new InvalidOperationException("No database is configured."));
            return builder.Environment.IsDevelopment() || configuration.GetValue<bool>("Databases:PrivateNetwork") || IsUnheard(connection)
                ? connection
                : throw new InvalidOperationException(
                    $"Add SSL Mode=VerifyFull to ConnectionStrings__{name}, or set Databases__PrivateNetwork=true where nobody else is on the way to it.");
        }
    }

    /// <summary>Makes in <paramref name="cluster"/> what the application needs, each database with an owner who cannot reach the other.</summary>
    public static async Task Provide(EmbeddedCluster cluster, CancellationToken cancelled = default)
    {
        await cluster.EnsureDatabaseAsync(Events, cancelled);
        await cluster.EnsureDatabaseAsync(Keys, cancelled);
        await cluster.EnsureRoleAsync(Analyst, member: Events, cancelled);
    }

    private static async Task<EmbeddedCluster> Join(IHostEnvironment environment)
    {
        if (!environment.IsDevelopment())
            throw new InvalidOperationException(
                "Set ConnectionStrings__cleaning and ConnectionStrings__cleaning_keys to PostgreSQL databases (15 to 18) of two clusters; only Development brings its own.");

        // Standard output belongs to what a command prints.
        using var logging = LoggerFactory.Create(x => x.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        var cluster = await EmbeddedCluster.JoinAsync(EmbeddedClusterOptions.ForCheckout(environment.ContentRootPath), logging.CreateLogger<EmbeddedCluster>());
        await Provide(cluster);
        return cluster;
    }

    /// <summary>Whether what is said to the database is encrypted or does not leave the machine.</summary>
    private static bool IsUnheard(NpgsqlConnectionStringBuilder connection) =>
        connection.SslMode is SslMode.Require or SslMode.VerifyCA or SslMode.VerifyFull
        || connection.Host!.Split(',').All(x => x.StartsWith('/') || x is "localhost" || (IPAddress.TryParse(x.Split(':')[0], out var address) && IPAddress.IsLoopback(address)));

    /// <summary>Connections as the application wants them.</summary>
    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder connection)
    {
        // Every statement of a command is one of a few dozen: planning them once spares the database much of its work.
        (connection.MaxAutoPrepare, connection.AutoPrepareMinUsages) = (200, 3);
        connection.ApplicationName = "cleaning-events";
        // The event store asks for the time without a zone.
        connection.Timezone = "UTC";
        return new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
    }
}
