using CleaningEvents.Api.Hosting;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Governance;
using JasperFx;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Governance;

/// <summary>Lets change requests lapse that nobody decided in time. Every node looks; a second one finds nothing left to record.</summary>
public sealed class LapseExpiredChanges(IDocumentStore store, Approvals approvals, BusinessClock clock, ILogger<LapseExpiredChanges> log) : BackgroundService
{
    private const int AtOnce = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var regularly = new PeriodicTimer(Pause);
        while (await regularly.WaitForNextTickAsync(stoppingToken))
            try
            {
                await Lapse(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or ConcurrencyException)
            {
                log.LogWarning("Expired change requests wait for the next look: {Exception}.", e.GetType().Name);
            }
    }

    /// <summary>Lapses what has expired by now, the oldest first.</summary>
    public async Task Lapse(CancellationToken cancelled)
    {
        var now = clock.GetUtcNow();
        await using var session = store.QuerySession();
        var expired = await session.Query<ChangeRequestDetails>().Where(x => x.Status == ChangeStatus.Pending && x.ExpiresAt <= now)
            .OrderBy(x => x.ExpiresAt).Take(AtOnce).Select(x => x.Id).ToListAsync(cancelled);
        foreach (var id in expired)
            await approvals.Lapse(id, (change, facts) => change.Expire(facts.Now), "scheduler", cancelled);
    }
}
