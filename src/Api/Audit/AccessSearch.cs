using CleaningEvents.Api.Http;
using CleaningEvents.Api.Http.Reading;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using Npgsql;
using NpgsqlTypes;

namespace CleaningEvents.Api.Audit;

/// <summary>
/// Which recorded accesses are looked for, newest first; what is null does not count. They happened from <paramref name="From"/> up to, not
/// including, <paramref name="To"/>, and stand in the log before <paramref name="After"/>.
/// </summary>
public sealed record AccessSearch(string? From, string? To, AccessMode? Mode, DataClass? Class, long? After, int? Limit, long? AtLeast)
{
    private const string Shard = "AccessRecords:All";

    /// <summary>Of one record, whoever looked at it.</summary>
    public Task<IResult> OfRecord(Guid recordId, Reads reads, Signatures signatures) => Answer("record_id", recordId, reads, signatures);

    /// <summary>Of one account, whatever it looked at.</summary>
    public Task<IResult> OfAccount(Guid accountId, Reads reads, Signatures signatures) => Answer("account_id", accountId, reads, signatures);

    private async Task<IResult> Answer(string column, Guid id, Reads reads, Signatures signatures)
    {
        if (PageLimits.Fault(After, Limit) is { } fault)
            return fault;
        if (!Instants.TryRead(From, out var from))
            return Instants.Invalid("from");
        if (!Instants.TryRead(To, out var to))
            return Instants.Invalid("to");
        // The log knows no branches: who may search it may search all of it.
        if (!reads.Reach.Company)
            return Problems.NotPermitted(Permission.ReadAccesses);
        if ((await reads.Fresh(Shard, AtLeast)).Fault is { } behind)
            return behind;

        // That nobody looked is an answer, too.
        reads.Look.Show(Look.Log, id, field: null, DataClass.Internal);
        var size = Limit ?? PageLimits.Usual;
        return Results.Ok(await EventPage.Of(await Positions(column, id, from, to, size + 1, reads), size, reads, signatures));
    }

    private async Task<List<long>> Positions(string column, Guid id, DateTimeOffset? from, DateTimeOffset? to, int limit, Reads reads)
    {
        await using var command = reads.Database.CreateCommand(
            $"""
            select distinct position from public.access_record
            where {column} = $1 and ($2 is null or occurred_at >= $2) and ($3 is null or occurred_at < $3)
              and ($4 is null or mode = $4) and ($5 is null or class = $5) and ($6 is null or position < $6)
            order by position desc limit $7
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(Optional(from, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Optional(to, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Optional(Mode?.ToString(), NpgsqlDbType.Text));
        command.Parameters.Add(Optional(Class?.ToString(), NpgsqlDbType.Text));
        command.Parameters.Add(Optional(After, NpgsqlDbType.Bigint));
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(reads.Cancelled);
        List<long> positions = [];
        while (await reader.ReadAsync(reads.Cancelled))
            positions.Add(reader.GetInt64(0));
        return positions;
    }

    private static NpgsqlParameter Optional(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
