using Npgsql;
using NpgsqlTypes;

namespace CleaningEvents.Benchmarks;

/// <summary>
/// What the database can do at most: the row of one event as the server wrote it, into a table with the same columns and indexes,
/// by a prepared statement and one commit each, with nothing around it.
/// </summary>
public sealed class RawInserts(NpgsqlDataSource database, string eventType)
{
    private string[] columns = [];
    private string[] types = [];
    private string?[] row = [];

    private string Table => $"raw_limit.{eventType}";

    /// <summary>Makes the table after the event that the server wrote last.</summary>
    public async Task Prepare(CancellationToken cancelled)
    {
        await using (var make = database.CreateCommand(
            $"create schema if not exists raw_limit; create table {Table} (like public.mt_events including all); create sequence {Table}_seq"))
            await make.ExecuteNonQueryAsync(cancelled);

        (columns, types) = await Columns(cancelled);
        await using var command = database.CreateCommand(
            $"select {string.Join(", ", columns.Select(x => $"{x}::text"))} from public.mt_events where type = $1 order by seq_id desc limit 1");
        command.Parameters.Add(new() { Value = eventType });
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        if (!await reader.ReadAsync(cancelled))
            throw new InvalidOperationException($"The server has not written any {eventType}.");
        row = [.. columns.Select((_, i) => reader.IsDBNull(i) ? null : reader.GetString(i))];
    }

    public async Task<Measurement> Measure(TimeSpan length, int clients, CancellationToken cancelled)
    {
        List<NpgsqlCommand> inserts = [];
        try
        {
            for (var i = 0; i < clients; i++)
                inserts.Add(await Insert(cancelled));
            return await Load.For(length, clients, (client, _) => Once(inserts[client], cancelled), cancelled);
        }
        finally
        {
            foreach (var insert in inserts)
            {
                await insert.Connection!.DisposeAsync();
                await insert.DisposeAsync();
            }
        }
    }

    private async Task Once(NpgsqlCommand insert, CancellationToken cancelled)
    {
        foreach (var (i, column) in columns.Index())
            if (column is "id" or "stream_id")
                insert.Parameters[i].Value = Guid.CreateVersion7().ToString();
        await insert.ExecuteNonQueryAsync(cancelled);
    }

    private async Task<NpgsqlCommand> Insert(CancellationToken cancelled)
    {
        var values = columns.Select((x, i) => x is "seq_id" ? $"coalesce(nextval('{Table}_seq'), ${i + 1}::bigint)" : $"${i + 1}::{types[i]}");
        var insert = new NpgsqlCommand(
            $"insert into {Table} ({string.Join(", ", columns)}) values ({string.Join(", ", values)})", await database.OpenConnectionAsync(cancelled));
        foreach (var value in row)
            insert.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value });
        await insert.PrepareAsync(cancelled);
        return insert;
    }

    private async Task<(string[] Names, string[] Types)> Columns(CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            """
            select attname, format_type(atttypid, atttypmod) from pg_attribute
            where attrelid = 'public.mt_events'::regclass and attnum > 0 and not attisdropped order by attnum
            """);
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        List<(string Name, string Type)> found = [];
        while (await reader.ReadAsync(cancelled))
            found.Add((reader.GetString(0), reader.GetString(1)));
        return ([.. found.Select(x => x.Name)], [.. found.Select(x => x.Type)]);
    }
}
