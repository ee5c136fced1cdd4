using CleaningEvents.Api.Hosting;
using CleaningEvents.Projections.Governance;
using Marten;
using Marten.Services;
using Npgsql;

namespace CleaningEvents.Api.Governance.Erasure;

/// <summary>Executes erasures as soon as they are ordered, on one node at a time; what a crash left open is found again within a second.</summary>
public sealed class ExecuteErasures(Erasures erasures, RestoreGate gate, NpgsqlDataSource database, ErasureBell bell, ILogger<ExecuteErasures> log) : BackgroundService
{
    private static readonly TimeSpan AtTheLatest = TimeSpan.FromSeconds(1);

    private readonly HashSet<(Guid, int)> allowed = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await gate.Opened(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ExecuteAll(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError("An erasure waits for its next attempt: {Cause}.", e.GetType().Name);
            }

            await bell.Rung(AtTheLatest, stoppingToken);
        }
    }

    private async Task ExecuteAll(CancellationToken stopping)
    {
        var open = (await erasures.Open(stopping)).Where(x => !allowed.Contains((x.Id, x.Version))).ToList();
        if (open is [])
            return;

        await using var turn = await Turn.Take(database, Turn.Erasures, stopping);
        foreach (var subject in open)
        {
            await erasures.Execute(subject, stopping);
            if (subject.Erasure is Domain.Governance.ErasureStatus.Reauthorised)
                allowed.Add((subject.Id, subject.Version));
        }
    }
}

/// <summary>Rings when something about a subject was decided on this node; the other nodes look once a second.</summary>
public sealed class ErasureBell : DocumentSessionListenerBase
{
    private readonly SemaphoreSlim rung = new(0);

    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        if (commit.Updated.Concat(commit.Inserted).Any(x => x is DataSubjectDetails))
            rung.Release();
        return Task.CompletedTask;
    }

    public Task Rung(TimeSpan atTheLatest, CancellationToken cancelled) => rung.WaitAsync(atTheLatest, cancelled);
}
