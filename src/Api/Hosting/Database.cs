using CleaningEvents.Api.Hosting.EmbeddedPostgres;
using Npgsql;

namespace CleaningEvents.Api.Hosting;

/// <summary>Where the database is: what <c>ConnectionStrings:cleaning</c> names or, in Development without one, a private cluster of the checkout.</summary>
public static class Database
{
    private const string Name = "cleaning";

    /// <summary>What the command line does without a database.</summary>
    private static readonly string[] WithoutDatabase = ["compose-day", "openapi", "codegen", "help"];

    /// <returns>The private cluster, to be left at the end; null when another database is configured.</returns>
    public static async Task<EmbeddedCluster?> AddDatabase(this WebApplicationBuilder builder, string[] args)
    {
        var cluster = await Join(builder, args);
        var connection = cluster?.ConnectionString(Name) ?? builder.Configuration.GetConnectionString(Name);
        builder.Services.AddSingleton(_ => Source(connection ?? throw new InvalidOperationException("No database is configured.")));
        return cluster;
    }

    private static async Task<EmbeddedCluster?> Join(WebApplicationBuilder builder, string[] args)
    {
        if (builder.Configuration.GetConnectionString(Name) is not null || args.Intersect(WithoutDatabase).Any())
            return null;
        if (!builder.Environment.IsDevelopment())
            throw new InvalidOperationException("Set ConnectionStrings__cleaning to a PostgreSQL database (15 to 18); only Development brings its own.");

        // Standard output belongs to what a command prints.
        using var logging = LoggerFactory.Create(x => x.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        var cluster = await EmbeddedCluster.JoinAsync(
            EmbeddedClusterOptions.ForCheckout(builder.Environment.ContentRootPath), logging.CreateLogger<EmbeddedCluster>());
        await cluster.EnsureDatabaseAsync(Name);
        return cluster;
    }

    /// <summary>Connections as the application wants them.</summary>
    private static NpgsqlDataSource Source(string configured)
    {
        var connection = new NpgsqlConnectionStringBuilder(configured)
        {
            // Every statement of a command is one of a few dozen: planning them once spares the database much of its work.
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 3,
            ApplicationName = "cleaning-events",
            // The event store asks for the time without a zone.
            Timezone = "UTC",
        };
        return new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
    }
}
