using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace CleaningEvents.Api.Hosting.EmbeddedPostgres;

/// <summary>The server of one cluster. Whoever starts or stops it holds the cluster's turn.</summary>
internal sealed class Postmaster(ClusterHome home, ServerBinaries binaries, ServerAccount account, EmbeddedClusterOptions options, ILogger logger)
{
    private const int Tries = 4;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PatienceWithReady = TimeSpan.FromSeconds(10);

    public int Port { get; private set; }

    public bool IsAlive => Living is not null;

    private PostmasterFile? Living => PostmasterFile.Read(home.Data) is { } noted && noted.NamesLivingServer() ? noted : null;

    /// <summary>Adopts the server that runs, whoever started it, or starts one; a crashed or deaf one is cleared away first.</summary>
    public async Task EnsureRunningAsync(CancellationToken cancellation)
    {
        home.EnsurePassword();
        if (home.DataMajor is null)
        {
            logger.LogInformation("Making a PostgreSQL {Major} cluster in {Home}", binaries.Major, home.Path);
            await home.InitialiseAsync(binaries, account, options.Durable, options.Patience, cancellation);
        }

        var complaint = "";
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (Living is { } server)
            {
                if (await AnswersAsync(server, cancellation))
                {
                    Port = server.Port;
                    logger.LogInformation("PostgreSQL {Major} serves {Home} on 127.0.0.1:{Port}", binaries.Major, home.Path, Port);
                    return;
                }

                logger.LogWarning("The PostgreSQL server {ProcessId} of {Home} does not answer and is stopped", server.ProcessId, home.Path);
                await StopAsync("immediate");
            }

            complaint = await StartAsync(PortFor(attempt), cancellation) ?? complaint;
        }

        throw new EmbeddedPostgresException($"PostgreSQL does not start in {home.Path}. {complaint}{Environment.NewLine}The end of {home.Log}:{Environment.NewLine}{home.TailOfLog()}");
    }

    /// <param name="mode"><c>fast</c> ends sessions and keeps order; <c>immediate</c> leaves recovery to the next start.</param>
    public async Task StopAsync(string mode)
    {
        if (!IsAlive)
        {
            return;
        }

        var stopped = await PgCtlAsync(["stop", "-m", mode], CancellationToken.None);
        if (!stopped.Succeeded && IsAlive && mode != "immediate")
        {
            stopped = await PgCtlAsync(["stop", "-m", "immediate"], CancellationToken.None);
        }

        if (IsAlive)
        {
            throw new EmbeddedPostgresException($"PostgreSQL in {home.Path} does not stop: {stopped.Output}");
        }
    }

    /// <summary>How to reach <paramref name="database"/> as the superuser.</summary>
    public NpgsqlConnectionStringBuilder Connection(string database) => Connection(database, Port);

    /// <returns>What pg_ctl complains of, or null when all is well.</returns>
    private async Task<string?> StartAsync(int port, CancellationToken cancellation)
    {
        // A dead server's process number may meanwhile be somebody else's, which PostgreSQL would respect.
        PostmasterFile.DeleteDeadFrom(home.Data);
        home.LastPort = port;
        var started = await PgCtlAsync(["start", "-l", home.Log, "-o", ServerSettings.For(options.Durable, port)], cancellation);
        if (started.Succeeded)
        {
            return null;
        }

        // Another start, orphaned by a kill, may be a moment ahead, or the crashed server's last child on its way out.
        await Task.Delay(Breath, cancellation);
        return started.Output;
    }

    // pg_ctl puts the server into a session of its own: no Ctrl+C and no death of ours reaches it while others use it.
    private Task<Outcome> PgCtlAsync(string[] what, CancellationToken cancellation) =>
        account.RunAsync(
            binaries.PgCtl,
            [what[0], "-D", home.Data, "-s", "-w", "-t", options.Patience.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), .. what[1..]],
            options.Patience + PatienceWithReady,
            cancellation);

    private async Task<bool> AnswersAsync(PostmasterFile server, CancellationToken cancellation)
    {
        var patience = server.IsReady ? PatienceWithReady : options.Patience;
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < patience && server.NamesLivingServer(); await Task.Delay(Breath, cancellation))
        {
            try
            {
                return await ProcessIdBehindAsync(server.Port, cancellation) == server.ProcessId;
            }
            catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InvalidPassword)
            {
                throw new EmbeddedPostgresException($"The server in {home.Path} refuses the password kept beside it. Bring the old password file back, or move the directory away.");
            }
            catch (NpgsqlException)
            {
                // Still recovering, or full, or going down: ask again.
            }
        }

        return false;
    }

    private async Task<int> ProcessIdBehindAsync(int port, CancellationToken cancellation)
    {
        var target = Connection("postgres", port);
        (target.Pooling, target.Timeout, target.CommandTimeout) = (false, 5, 5);
        await using var connection = new NpgsqlConnection(target.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var question = new NpgsqlCommand("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int", connection);
        return (int)(await question.ExecuteScalarAsync(cancellation))!;
    }

    private NpgsqlConnectionStringBuilder Connection(string database, int port) =>
        new() { Host = "127.0.0.1", Port = port, Username = "postgres", Password = home.Password, Database = database };

    private int PortFor(int attempt) => attempt < Tries && home.LastPort is { } last && !IsTaken(last) ? last : FreePort();

    private static bool IsTaken(int port)
    {
        using var probe = new TcpClient();
        try
        {
            probe.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
