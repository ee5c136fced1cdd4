using Npgsql;

namespace CleaningEvents.Api.Hosting;

/// <summary>Where the database is.</summary>
public static class Database
{
    public static void AddDatabase(this WebApplicationBuilder builder)
    {
        var configured = builder.Configuration.GetConnectionString("cleaning")
            ?? throw new InvalidOperationException("Set ConnectionStrings__cleaning to a PostgreSQL database.");
        builder.Services.AddSingleton(_ => Source(configured));
    }

    /// <summary>Connections as the application wants them; what the connection string says itself counts.</summary>
    private static NpgsqlDataSource Source(string configured)
    {
        var connection = new NpgsqlConnectionStringBuilder(configured);
        // Every statement of a command is one of a few dozen: planning them once halves the database's work.
        connection.MaxAutoPrepare = 200;
        connection.AutoPrepareMinUsages = 3;
        connection.ApplicationName ??= "cleaning-events";
        return new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
    }
}
