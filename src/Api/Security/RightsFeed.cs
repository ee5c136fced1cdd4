using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Dispatch;
using Marten;
using Marten.Services;
using Npgsql;

namespace CleaningEvents.Api.Security;

/// <summary>Tells <see cref="ActorMemory"/> of changed rights: at once when this process made the change, else by the database's notification.</summary>
public sealed class RightsFeed(NpgsqlDataSource database, ActorMemory memory, ILogger<RightsFeed> log) : BackgroundService
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
                log.LogWarning("Changes of rights are not heard of; every request asks the database until they are. {Cause}", e.GetType().Name);
            }

            memory.Trust(heard: false);
            await Task.Delay(Pulse, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Listen(CancellationToken stopping)
    {
        await using var connection = await database.OpenConnectionAsync(stopping);
        connection.Notification += (_, _) => memory.Forget();
        await using var listen = new NpgsqlCommand("listen rights_changed", connection);
        await listen.ExecuteNonQueryAsync(stopping);
        memory.Trust(heard: true);
        await using var pulse = new NpgsqlCommand("select 1", connection) { CommandTimeout = 2 };
        while (!stopping.IsCancellationRequested)
            if (!await connection.WaitAsync(Pulse, stopping))
                await pulse.ExecuteNonQueryAsync(stopping);
    }
}

/// <summary>Makes a change of rights count for the next request on this node, without waiting for the notification.</summary>
public sealed class RightsChangedHere(ActorMemory memory) : DocumentSessionListenerBase
{
    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        if (commit.Updated.Concat(commit.Inserted).Any(x => x is AccountDetails or RoleDetails or CleanerDetails))
            memory.Forget();
        return Task.CompletedTask;
    }
}
