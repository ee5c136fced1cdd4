using Npgsql;

namespace CleaningEvents.Api.Http;

/// <summary>Deletes receipts once a day that nobody will ask for again.</summary>
public sealed class ForgetOldReceipts(NpgsqlDataSource database, ILogger<ForgetOldReceipts> log) : BackgroundService
{
    /// <summary>How long the first answer to a command is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var daily = new PeriodicTimer(TimeSpan.FromDays(1));
        do
        {
            try
            {
                log.LogInformation("{Count} receipts older than {Days} days are gone.", await Forget(database, stoppingToken), Kept.Days);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                log.LogWarning("Old receipts stay until tomorrow: {Exception}.", e.GetType().Name);
            }
        }
        while (await daily.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>How many were deleted.</summary>
    public static async Task<int> Forget(NpgsqlDataSource database, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand("delete from public.command_receipt where recorded_at < now() - $1");
        command.Parameters.Add(new() { Value = Kept });
        return await command.ExecuteNonQueryAsync(cancelled);
    }
}
