using Npgsql;

namespace CleaningEvents.Api.Hosting;

/// <summary>One at a time throughout the company: whoever holds the turn makes all others wait, on every node.</summary>
public sealed class Turn : IAsyncDisposable
{
    // Any numbers will do, as long as every node asks for the same.
    public const long Schema = 7_205_910_443;
    public const long Clients = 7_205_910_444;
    public const long Bootstrap = 7_205_910_445;
    public const long Erasures = 7_205_910_446;
    public const long Retention = 7_205_910_447;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private Turn(NpgsqlConnection connection, NpgsqlTransaction transaction) => (this.connection, this.transaction) = (connection, transaction);

    public static async Task<Turn> Take(NpgsqlDataSource database, long number, CancellationToken cancelled)
    {
        var connection = await database.OpenConnectionAsync(cancelled);
        // The lock ends with the transaction, however that ends.
        var transaction = await connection.BeginTransactionAsync(cancelled);
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock($1)", connection, transaction) { CommandTimeout = 60 };
        command.Parameters.Add(new() { Value = number });
        await command.ExecuteNonQueryAsync(cancelled);
        return new Turn(connection, transaction);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
