using CleaningEvents.Api.Http;
using Npgsql;

namespace CleaningEvents.Api.Audit;

/// <summary>
/// What is looked for in the log; what is null or empty does not count. Recorded from <paramref name="From"/> up to, not including,
/// <paramref name="To"/>; going on after the position <paramref name="After"/> in the order asked for.
/// </summary>
public sealed record EventSearch(
    Guid? Actor, string? Type, Guid? Stream, DateTimeOffset? From, DateTimeOffset? To, string? Correlation, long? After, bool NewestFirst)
{
    // Tombstones are Marten's, not the business's; the indexes leave them out by the same words.
    private const string Live = "select seq_id from public.mt_events where type <> 'tombstone'";

    /// <summary>
    /// How far the time of recording may disagree with the order of the log, since clocks differ and transactions last; an event further
    /// off than that may be missing from a search by time, and from no other.
    /// </summary>
    private static readonly TimeSpan Disagreement = TimeSpan.FromDays(1);

    /// <summary>One page of what was found.</summary>
    public async Task<EventPage> Page(int size, Reads reads, Signatures signatures) =>
        await EventPage.Of(await Positions(size + 1, reads.Database, reads.Cancelled), size, reads, signatures);

    private async Task<List<long>> Positions(int limit, NpgsqlDataSource database, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand();
        command.CommandText = Sql(command.Parameters, limit);
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        List<long> positions = [];
        while (await reader.ReadAsync(cancelled))
            positions.Add(reader.GetInt64(0));
        return positions;
    }

    private string Sql(NpgsqlParameterCollection parameters, int limit)
    {
        List<string> conditions = [];
        Where("user_name = ?", Actor?.ToString());
        Where("type = ?", Type);
        Where("stream_id = ?", Stream);
        Where("correlation_id = ?", Correlation);
        Since(From);
        Until(To);
        Where(NewestFirst ? "seq_id < ?" : "seq_id > ?", After);
        parameters.Add(new NpgsqlParameter { Value = limit });
        var order = NewestFirst ? "desc" : "asc";
        return $"{Live}{string.Concat(conditions)} order by seq_id {order} limit ${parameters.Count}";

        // The log is nearly in order of time. Its index tells where to begin and end; the sum keeps the planner from collecting and sorting by it.
        void Since(DateTimeOffset? from)
        {
            Where("timestamp + interval '0' >= ?", from);
            Where($"seq_id >= ({Live} and timestamp >= ? order by timestamp, seq_id limit 1)", from is { Year: > 1 } ? from - Disagreement : from);
        }

        void Until(DateTimeOffset? to)
        {
            Where("timestamp + interval '0' < ?", to);
            Where($"seq_id <= ({Live} and timestamp < ? order by timestamp desc, seq_id desc limit 1)", to is { Year: < 9999 } ? to + Disagreement : to);
        }

        void Where(string condition, object? value)
        {
            if (value is null or "")
                return;
            parameters.Add(new NpgsqlParameter { Value = value });
            conditions.Add(" and " + condition.Replace("?", $"${parameters.Count}"));
        }
    }
}
