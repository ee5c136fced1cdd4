using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Governance;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Governance.Erasure;

/// <summary>
/// Keeps the service shut, answering 503, until keys and log know of every tombstone: after a restore of older data nobody reads what was
/// erased meanwhile. In ordinary times it opens before the first request.
/// </summary>
/// <remarks>Source: policy 4.2 and 5.2.</remarks>
public sealed class RestoreGate(
    Tombstones tombstones, Erasures erasures, SubjectKeyStore keys, IDocumentStore store, NpgsqlDataSource database, ILogger<RestoreGate> log) : BackgroundService
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsOpen => opened.Task.IsCompletedSuccessfully;

    public Task Opened(CancellationToken cancelled) => opened.Task.WaitAsync(cancelled);

    /// <summary>Answers 503 to all but the health checks while the gate is shut.</summary>
    public static Task Guard(HttpContext http, RequestDelegate next) =>
        http.RequestServices.GetRequiredService<RestoreGate>().IsOpen || http.Request.Path.StartsWithSegments("/health")
            ? next(http)
            : Problems.NotAvailable("tombstones-not-applied").ExecuteAsync(http);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Try(onlyLook: true, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!IsOpen && !stoppingToken.IsCancellationRequested)
        {
            await Try(onlyLook: false, stoppingToken);
            if (!IsOpen)
                await Task.Delay(BetweenAttempts, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Try(bool onlyLook, CancellationToken cancelled)
    {
        try
        {
            if (!onlyLook)
                await Apply(cancelled);
            if (await Agrees(cancelled))
                opened.TrySetResult();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError("The service stays shut, because nobody can tell who must stay erased: {Cause}", e is BrokenTombstonesException ? e.Message : e.GetType().Name);
        }
    }

    private async Task Apply(CancellationToken cancelled)
    {
        await using var turn = await Turn.Take(database, Turn.Erasures, cancelled);
        var known = await Known(cancelled);
        foreach (var tombstone in tombstones.Read().GroupBy(x => x.SubjectId).Select(x => x.Last()))
        {
            await erasures.Erase(tombstone, cancelled);
            if (known.GetValueOrDefault(tombstone.SubjectId) is { Erasure: ErasureStatus.Reauthorised })
                await erasures.Allow(tombstone.Covers, cancelled);
        }
    }

    /// <summary>Whether keys and log know of every tombstone, and there is a tombstone for every erasure that the log knows.</summary>
    private async Task<bool> Agrees(CancellationToken cancelled)
    {
        var all = tombstones.Read();
        var known = await Known(cancelled);
        if (known.Values.Max(x => x.Receipt?.Tombstone) is { } newest && newest > all.Count)
            throw new BrokenTombstonesException($"The log knows of tombstone {newest}, the file holds {all.Count}: bring back the newer file.");

        var latest = all.GroupBy(x => x.SubjectId).Select(x => x.Last()).ToList();
        return latest.All(x => known.GetValueOrDefault(x.SubjectId)?.Receipt?.Tombstone >= x.Number)
            && await keys.KnowTombstones([.. latest.SelectMany(x => x.Covers.Select(y => (y, x.Number)))], cancelled);
    }

    private async Task<Dictionary<Guid, DataSubjectDetails>> Known(CancellationToken cancelled)
    {
        await using var session = store.QuerySession();
        var erased = await session.Query<DataSubjectDetails>().Where(x => x.Erasure != ErasureStatus.None).ToListAsync(cancelled);
        return erased.ToDictionary(x => x.SubjectId);
    }
}
