using CleaningEvents.Projections;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Hosting;

/// <summary>Brings the database's schema up to the code before anything else starts: Marten's tables, then the scripts beside them.</summary>
public sealed class SchemaAtStart(IDocumentStore store, NpgsqlDataSource database) : IHostedService
{
    /// <summary>Any number will do, as long as every node asks for the same.</summary>
    private const long Lock = 7_205_910_443;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // One node at a time; the lock ends with the connection.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await Run(connection, $"select pg_advisory_lock({Lock})", cancellationToken);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        foreach (var (_, sql) in SqlScripts.In(typeof(Catalogue).Assembly).Concat(SqlScripts.In(typeof(SchemaAtStart).Assembly)))
            await Run(connection, sql, cancellationToken);
        await Run(connection, $"select pg_advisory_unlock({Lock})", cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await command.ExecuteNonQueryAsync(cancelled);
    }
}
