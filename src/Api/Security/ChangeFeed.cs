using Npgsql;

namespace CleaningEvents.Api.Security;

/// <summary>What was read before and counts only while changes made on other nodes are heard of.</summary>
public interface IMemory
{
    /// <summary>Something changed: nothing remembered counts any more.</summary>
    void Forget();

    /// <summary>Says whether changes are heard of from now on.</summary>
    void Trust(bool heard);
}

/// <summary>Tells <paramref name="memory"/> of every change that the database announces on <paramref name="channel"/>.</summary>
public sealed class ChangeFeed(NpgsqlDataSource database, string channel, IMemory memory, ILogger<ChangeFeed> log) : BackgroundService
{
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or InvalidOperationException or IOException)
            {
                log.LogWarning("Nothing is heard of {Channel}; the database is asked each time until it is. {Cause}", channel, e.GetType().Name);
            }
            finally
            {
                memory.Trust(heard: false);
            }

            await Task.Delay(Pulse, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Listen(CancellationToken stopping)
    {
        await using var connection = await database.OpenConnectionAsync(stopping);
        connection.Notification += (_, _) => memory.Forget();
        await using var listen = new NpgsqlCommand($"listen {channel}", connection);
        await listen.ExecuteNonQueryAsync(stopping);
        memory.Trust(heard: true);
        await using var pulse = new NpgsqlCommand("select 1", connection) { CommandTimeout = 2 };
        while (!stopping.IsCancellationRequested)
            if (!await connection.WaitAsync(Pulse, stopping))
                await pulse.ExecuteNonQueryAsync(stopping);
    }
}
