using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Projections;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Hosting;

/// <summary>Brings the database's schema up to the code before anything else starts: Marten's tables, then the scripts beside them; but first of all come the keys.</summary>
public sealed class SchemaAtStart(KeysAtStart keys, IDocumentStore store, NpgsqlDataSource database) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await keys.Ready(cancellationToken);
        await using var turn = await Turn.Take(database, Turn.Schema, cancellationToken);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        foreach (var (_, sql) in SqlScripts.In(typeof(Catalogue).Assembly).Concat(SqlScripts.In(typeof(SchemaAtStart).Assembly)))
            await Run(sql, cancellationToken);
        await keys.Belong(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Run(string sql, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 60;
        await command.ExecuteNonQueryAsync(cancelled);
    }
}
