using System.Diagnostics;
using Npgsql;

namespace CleaningEvents.Benchmarks;

/// <summary>How far the board's read model is behind the log.</summary>
public static class Progress
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until the board has seen every event there is now.</summary>
    public static async Task CaughtUp(NpgsqlDataSource database, CancellationToken cancelled)
    {
        var end = await Number(database, "select coalesce(max(seq_id), 0) from public.mt_events", cancelled);
        await Follow(database, position => position < end, cancelled);
    }

    /// <summary>Tells each position that the board reaches, until <paramref name="goOn"/> has heard enough.</summary>
    /// <exception cref="TimeoutException">That took too long.</exception>
    public static async Task Follow(NpgsqlDataSource database, Func<long, bool> goOn, CancellationToken cancelled)
    {
        var waited = Stopwatch.StartNew();
        while (goOn(await Number(database, "select coalesce(max(last_seq_id), 0) from public.mt_event_progression where name = 'BoardCard:All'", cancelled)))
        {
            if (waited.Elapsed > Patience)
                throw new TimeoutException("The board does not catch up.");
            await Task.Delay(Pause, cancelled);
        }
    }

    public static async Task<long> Number(NpgsqlDataSource database, string sql, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(cancelled))!;
    }
}
