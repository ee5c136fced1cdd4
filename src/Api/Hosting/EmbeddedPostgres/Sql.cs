using Npgsql;

namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>What the superuser says to the server.</summary>
internal static class Sql
{
    public static string Name(string name) => new NpgsqlCommandBuilder().QuoteIdentifier(name);

    public static async Task RunAsync(this NpgsqlConnection connection, string statement, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <returns>The first value of the first row; null when there is none.</returns>
    public static async Task<object?> AskAsync(this NpgsqlConnection connection, string question, string about, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(question, connection) { Parameters = { new() { Value = about } } };
        return await command.ExecuteScalarAsync(cancellation);
    }

    public static async Task EnsureRoleAsync(this NpgsqlConnection connection, string role, CancellationToken cancellation)
    {
        if (await connection.AskAsync("select 1 from pg_roles where rolname = $1", role, cancellation) is null)
        {
            await connection.RunAsync($"create role {Name(role)}", cancellation);
        }
    }
}
