using Npgsql;

namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>
/// A private PostgreSQL that lives as long as one of its users: the first to join starts it, the last to leave stops it,
/// and who is killed simply stops counting.
/// </summary>
public sealed class EmbeddedCluster : IAsyncDisposable
{
    private const string Maintenance = "postgres";

    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(1);

    private readonly ClusterHome home;
    private readonly Postmaster server;
    private readonly EmbeddedClusterOptions options;
    private readonly ILogger logger;
    private readonly FileStream lease;
    private readonly CancellationTokenSource leaving = new();
    private Task watching = Task.CompletedTask;
    private bool left;

    private EmbeddedCluster(ClusterHome home, Postmaster server, EmbeddedClusterOptions options, ILogger logger, FileStream lease) =>
        (this.home, this.server, this.options, this.logger, this.lease) = (home, server, options, logger, lease);

    /// <summary>Joins the cluster, starting its server (and making its data directory) when nobody has.</summary>
    /// <exception cref="EmbeddedPostgresException">No server can be had or it does not start; the message says what to do.</exception>
    public static async Task<EmbeddedCluster> JoinAsync(EmbeddedClusterOptions options, ILogger logger, CancellationToken cancellation = default)
    {
        var account = await ServerAccount.ChooseAsync(cancellation);
        var home = await ClusterHome.LocateAsync(options, account, logger, cancellation);
        var binaries = await ServerBinaries.FindAsync(options, account, home, logger, cancellation);
        var server = new Postmaster(home, binaries, account, options, logger);
        var cluster = new EmbeddedCluster(home, server, options, logger, await LeaseAsync(home, account, options, cancellation));
        try
        {
            await cluster.EnsureServedAsync(cancellation);
            if (!options.Durable)
            {
                await ThrowAwayClusters.ClearAbandonedAsync(abandoned => new(abandoned, binaries, account, options, logger), options.Patience, cancellation);
            }
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }

        cluster.watching = Task.Run(cluster.WatchAsync, CancellationToken.None);
        return cluster;
    }

    /// <summary>How to reach <paramref name="database"/> as its owner, who may do nothing elsewhere; the superuser owns <c>postgres</c>.</summary>
    public string ConnectionString(string database)
    {
        var target = server.Connection(database);
        if (database != Maintenance)
        {
            (target.Username, target.Password) = (database, home.PasswordOfOwner(database));
        }

        return target.ConnectionString;
    }

    /// <summary>Makes <paramref name="database"/> and the role of the same name that owns it, unless they exist; two processes may ask at once.</summary>
    public async Task EnsureDatabaseAsync(string database, CancellationToken cancellation = default)
    {
        using var turn = await FileLock.HoldAsync(home.TurnLock, options.PatienceForTurn, cancellation);
        await using var superuser = await SuperuserAsync(cancellation);
        await new OwnedDatabase(superuser, database, logger).EnsureAsync(home.EnsurePasswordOfOwner(database), cancellation);
    }

    /// <summary>Makes a role that nobody signs in with, unless it exists, and lets <paramref name="member"/> act as it.</summary>
    public async Task EnsureRoleAsync(string role, string member, CancellationToken cancellation = default)
    {
        using var turn = await FileLock.HoldAsync(home.TurnLock, options.PatienceForTurn, cancellation);
        await using var superuser = await SuperuserAsync(cancellation);
        await superuser.EnsureRoleAsync(role, cancellation);
        await superuser.RunAsync($"grant {Sql.Name(role)} to {Sql.Name(member)}", cancellation);
    }

    /// <summary>Leaves the cluster; the last user stops the server and, when it is a throw-away one, deletes it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (left)
        {
            return;
        }

        left = true;
        await leaving.CancelAsync();
        await watching;
        try
        {
            await LeaveAsync();
        }
        catch (Exception trouble) when (trouble is EmbeddedPostgresException or IOException)
        {
            logger.LogError(trouble, "Left the PostgreSQL server of {Home} to the next start", home.Path);
        }
        finally
        {
            await lease.DisposeAsync();
            leaving.Dispose();
        }
    }

    private static async Task<FileStream> LeaseAsync(ClusterHome home, ServerAccount account, EmbeddedClusterOptions options, CancellationToken cancellation)
    {
        using var making = options.Durable ? null : await FileLock.HoldAsync(ThrowAwayClusters.Lock, options.Patience, cancellation);
        await home.MakeAsync(account, cancellation);
        using var turn = await FileLock.HoldAsync(home.TurnLock, options.PatienceForTurn, cancellation);
        return FileLock.Share(home.UsersLock);
    }

    private async Task<NpgsqlConnection> SuperuserAsync(CancellationToken cancellation)
    {
        var target = server.Connection(Maintenance);
        target.Pooling = false;
        var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private async Task EnsureServedAsync(CancellationToken cancellation)
    {
        using var turn = await FileLock.HoldAsync(home.TurnLock, options.PatienceForTurn, cancellation);
        await server.EnsureRunningAsync(cancellation);
    }

    private async Task LeaveAsync()
    {
        using (await FileLock.HoldAsync(home.TurnLock, options.PatienceForTurn, CancellationToken.None))
        {
            await lease.DisposeAsync();
            using var alone = FileLock.TryHold(home.UsersLock);
            if (alone is null)
            {
                return;
            }

            await server.StopAsync(options.Durable ? "fast" : "immediate");
        }

        if (!options.Durable)
        {
            using var deleting = await FileLock.HoldAsync(ThrowAwayClusters.Lock, options.Patience, CancellationToken.None);
            home.Delete();
        }
    }

    // The server may crash or be killed while we live: whoever notices first starts it again, on the port that all of us know.
    private async Task WatchAsync()
    {
        using var heartbeat = new PeriodicTimer(HeartbeatEvery);
        try
        {
            while (await heartbeat.WaitForNextTickAsync(leaving.Token))
            {
                if (!server.IsAlive)
                {
                    await ReviveAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // We leave.
        }
    }

    private async Task ReviveAsync()
    {
        logger.LogWarning("The PostgreSQL server of {Home} is gone and is started again", home.Path);
        try
        {
            await EnsureServedAsync(leaving.Token);
        }
        catch (Exception trouble) when (trouble is EmbeddedPostgresException or IOException)
        {
            logger.LogError(trouble, "The PostgreSQL server of {Home} could not be started again", home.Path);
        }
    }
}
