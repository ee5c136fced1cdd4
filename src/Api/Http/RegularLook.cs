using JasperFx;
using Npgsql;

namespace CleaningEvents.Api.Http;

/// <summary>
/// Work that falls due by the clock: looks regularly for what is due and records it. Every node looks; a second one finds nothing left to record, and
/// what could not be recorded is found again at the next look.
/// </summary>
public abstract class RegularLook(TimeSpan pause, ILogger log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var regularly = new PeriodicTimer(pause);
        while (await regularly.WaitForNextTickAsync(stoppingToken))
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or ConcurrencyException)
            {
                log.LogWarning("What is due waits for the next look: {Exception}.", e.GetType().Name);
            }
    }

    /// <summary>Records what is due by the clock of the business.</summary>
    public abstract Task Look(CancellationToken cancelled);
}
