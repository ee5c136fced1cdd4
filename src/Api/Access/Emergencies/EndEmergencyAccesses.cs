using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using JasperFx;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Access.Emergencies;

/// <summary>Records that the time of emergency accesses is over; that they give nothing any more does not wait for it. Every node looks; a second one finds nothing left.</summary>
public sealed class EndEmergencyAccesses(
    IDocumentStore store, NpgsqlDataSource database, FactSources sources, Signatures signatures, ILogger<EndEmergencyAccesses> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var regularly = new PeriodicTimer(Pause);
        while (await regularly.WaitForNextTickAsync(stoppingToken))
            try
            {
                await Run(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or ConcurrencyException)
            {
                log.LogWarning("The end of emergency accesses is recorded at the next look: {Exception}.", e.GetType().Name);
            }
    }

    /// <summary>Records what is over by the clock of the business.</summary>
    public async Task Run(CancellationToken cancelled)
    {
        var now = sources.Clock.GetUtcNow();
        await using var session = store.QuerySession();
        foreach (var id in await session.Query<EmergencyAccessDetails>().Where(x => x.Status == EmergencyStatus.Open && x.EndsAt <= now).Select(x => x.Id).ToListAsync(cancelled))
            await new Commands(store, database, sources, signatures, CommandContext.OfInstallation(Permission.ReviewEmergencyAccess, cancelled, "scheduler"))
                .Change<EmergencyAccess>(id, (access, facts) => access.Expire(facts.Now));
    }
}
