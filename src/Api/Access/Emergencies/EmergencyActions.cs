using CleaningEvents.Domain;
using Npgsql;

namespace CleaningEvents.Api.Access.Emergencies;

/// <summary>Something that was done by an emergency access; what exactly, the audit reads in the log.</summary>
/// <param name="Position">Where it stands in the log.</param>
/// <param name="StreamId">The thing that it was done to.</param>
/// <param name="Type">Stored name of what happened, such as <c>job_booked</c>.</param>
/// <param name="Permission">The permission that let them in.</param>
/// <param name="RecordedAt">When it was recorded.</param>
public sealed record EmergencyAction(
    long Position, Guid StreamId,
    [Plain(DataClass.Internal, "A word from a list.")] string Type,
    [Plain(DataClass.Internal, "A word from a list.")] string? Permission,
    DateTimeOffset RecordedAt);

/// <summary>Finds in the log what is marked with an emergency access.</summary>
public static class EmergencyActions
{
    /// <summary>Oldest first, those behind the log position <paramref name="after"/>.</summary>
    public static async Task<IReadOnlyList<EmergencyAction>> Of(
        Guid emergencyAccessId, Guid accountId, long after, int limit, NpgsqlDataSource database, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            """
            select seq_id, stream_id, type, headers ->> 'permission', timestamp from public.mt_events
            where user_name = $1 and type <> 'tombstone' and headers ->> 'emergency' = $2
              and seq_id > greatest($3, (select seq_id from public.mt_events where stream_id = $4 and version = 1))
            order by seq_id limit $5
            """);
        foreach (var value in new object[] { accountId.ToString(), emergencyAccessId.ToString(), after, emergencyAccessId, limit })
            command.Parameters.Add(new() { Value = value });

        await using var reader = await command.ExecuteReaderAsync(cancelled);
        List<EmergencyAction> actions = [];
        while (await reader.ReadAsync(cancelled))
            actions.Add(new EmergencyAction(
                reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4)));
        return actions;
    }
}
