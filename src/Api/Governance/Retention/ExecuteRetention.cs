using CleaningEvents.Api.Governance.Erasure;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Governance.Retention;

/// <summary>Destroys, at every start and once an hour, the keys of what is older than its purpose allows; only what is new to do is done.</summary>
public sealed class ExecuteRetention(
    SubjectKeyStore keys, IDocumentStore store, NpgsqlDataSource database, FactSources sources, Signatures signatures, RestoreGate gate,
    ILogger<ExecuteRetention> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await gate.Opened(stoppingToken);
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1));
        do
        {
            try
            {
                await Execute(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                log.LogWarning("What is too old is destroyed an hour later: {Cause}.", e.GetType().Name);
            }
        }
        while (await hourly.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Does what is due by the clock of the business.</summary>
    public async Task Execute(CancellationToken cancelled)
    {
        await using var turn = await Turn.Take(database, Turn.Retention, cancelled);
        foreach (var purpose in Enum.GetValues<Purpose>().Where(x => x.LongestAge() is not null))
        {
            var now = sources.Clock.GetUtcNow();
            var month = RetentionSchedule.MonthAt(purpose, now);
            var destroyed = await keys.DestroyMonths(purpose, month, cancelled);
            var context = CommandContext.OfInstallation(Permission.EraseSubjects, cancelled, "scheduler");
            await new Commands(store, database, sources, signatures, context).Start<RetentionSchedule>(
                RetentionSchedule.IdOf(purpose), "/api/governance/retention",
                (schedule, _) => Task.FromResult(RetentionSchedule.Execute(schedule, purpose, month, destroyed, now)));
        }
    }
}
