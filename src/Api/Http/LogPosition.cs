using Npgsql;

namespace CleaningEvents.Api.Http;

/// <summary>A place in the event log, which is how fresh an answer is.</summary>
public static class LogPosition
{
    /// <summary>On an answer to a command: where its last event stands. On a read: everything up to there is in the answer.</summary>
    public const string Header = "X-Log-Position";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>How far the async read model <paramref name="shard"/> has come.</summary>
    public static async Task<long> Of(NpgsqlDataSource database, string shard, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand("select last_seq_id from public.mt_event_progression where name = $1");
        command.Parameters.Add(new() { Value = shard });
        return await command.ExecuteScalarAsync(cancelled) as long? ?? 0;
    }

    /// <summary>The last position that was ever given to an event.</summary>
    public static async Task<long> Last(NpgsqlDataSource database, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand("select last_value from public.mt_events_sequence");
        return (long)(await command.ExecuteScalarAsync(cancelled))!;
    }

    /// <summary>Waits, at most five seconds, until the read model has come to <paramref name="atLeast"/>, and says how far it is.</summary>
    public static async Task<long> Reached(NpgsqlDataSource database, string shard, long atLeast, CancellationToken cancelled)
    {
        var deadline = TimeProvider.System.GetUtcNow() + LongestWait;
        var position = await Of(database, shard, cancelled);
        while (position < atLeast && TimeProvider.System.GetUtcNow() < deadline)
        {
            await Task.Delay(Pause, cancelled);
            position = await Of(database, shard, cancelled);
        }

        return position;
    }
}
