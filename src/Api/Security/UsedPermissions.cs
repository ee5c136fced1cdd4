using System.Collections.Concurrent;
using System.Threading.Channels;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using Marten;

namespace CleaningEvents.Api.Security;

/// <summary>
/// Records by which permissions questions were let in, once for each account, permission and day (UTC). It never delays a request nor fails one:
/// what cannot be recorded is noted again at the next use.
/// </summary>
public sealed class UsedPermissions(IDocumentStore store, Signatures signatures, ILogger<UsedPermissions> log) : BackgroundService
{
    private const int MostWaiting = 10_000;
    private const int MostAtOnce = 500;

    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<(Guid AccountId, string Permission), DateOnly> noted = [];
    private readonly Channel<PermissionUsed> waiting = Channel.CreateBounded<PermissionUsed>(MostWaiting);

    public void Note(Guid accountId, string permission)
    {
        var (use, today) = ((accountId, permission), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        var isNew = noted.TryGetValue(use, out var day) ? day != today && noted.TryUpdate(use, today, day) : noted.TryAdd(use, today);
        if (isNew && !waiting.Writer.TryWrite(new PermissionUsed(PermissionUses.StreamOf(accountId, today), accountId, permission, today)))
            noted.TryRemove(use, out _);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(Gathering, stoppingToken);
            List<PermissionUsed> uses = [];
            while (uses.Count < MostAtOnce && waiting.Reader.TryRead(out var use))
                uses.Add(use);
            await Record(uses, stoppingToken);
        }
    }

    private async Task Record(List<PermissionUsed> uses, CancellationToken stopping)
    {
        try
        {
            await using var session = store.LightweightSession();
            foreach (var stream in uses.GroupBy(x => x.PermissionUsesId))
                session.Events.Append(stream.Key, stream.ToArray<object>());
            await signatures.Sign(session, CommandContext.OfInstallation(permission: "", stopping, "api"));
            await session.SaveChangesAsync(stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("{Count} uses of permissions are recorded when they come again: {Cause}.", uses.Count, e.GetType().Name);
            foreach (var use in uses)
                noted.TryRemove((use.AccountId, use.Permission), out _);
        }
    }
}
