using System.Diagnostics;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Domain.Access;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CleaningEvents.Reliability;

/// <summary>A company's own installation: a cluster for events, another for keys, a folder for what lies outside both, and nodes as processes.</summary>
public sealed class Installation : IAsyncDisposable
{
    /// <summary>Monday, 2 March 2026, 9 o'clock in Bologna.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static readonly string[] Held =
    [
        Positions.SecurityAdministrator, Positions.SystemAdministrator, Positions.AuditAdministrator, Positions.Dispatcher,
        Positions.CustomerAdviser, Positions.DataProtectionOfficer,
    ];

    private readonly Dictionary<string, Guid> accounts = [];
    private readonly List<Node> nodes = [];
    private int started;

    private Installation(Cluster events, Cluster keys) => (Events, Keys) = (events, keys);

    public Cluster Events { get; }

    public Cluster Keys { get; }

    /// <summary>Keys of the issuer, wrapping keys, tombstones.</summary>
    public DirectoryInfo Outside { get; } = Directory.CreateTempSubdirectory("cleaning-outside-");

    public DirectoryInfo Logs { get; } = Directory.CreateTempSubdirectory("cleaning-logs-");

    /// <summary>The branch of everybody.</summary>
    public Guid BranchId { get; } = Guid.CreateVersion7();

    public Dictionary<string, string> Settings => ServerSettings.Of(
        Events.Connection(Databases.Events), Keys.Connection(Databases.Keys), Outside.FullName, Now);

    public FileInfo Tombstones => new(Path.Combine(Outside.FullName, "tombstones", "tombstones.ndjson"));

    public DirectoryInfo WrappingKeys => new(Path.Combine(Outside.FullName, "wrapping"));

    public static async Task<Installation> Found(CancellationToken cancelled)
    {
        var installation = new Installation(
            await Cluster.Start("cleaning-events-cluster", cancelled), await Cluster.Start("cleaning-keys-cluster", cancelled));
        try
        {
            await installation.Open(cancelled);
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another node, serving unless <paramref name="readyPath"/> asks for less.</summary>
    public async Task<Node> Start(CancellationToken cancelled, string readyPath = "/health/ready")
    {
        var log = Path.Combine(Logs.FullName, $"node-{++started}.log");
        nodes.Add(new Node(await ServerProcess.Start(ServerProcess.Service, [], log, Settings, readyPath, cancelled), accounts, Outside.FullName));
        return nodes[^1];
    }

    /// <summary>A token of each position's holder.</summary>
    public Dictionary<string, string> Tokens() => accounts.ToDictionary(x => x.Key, x => ServerSettings.TokenOf(x.Value, Outside.FullName));
    /// <summary>Kills a node and starts another in its place.</summary>
    public async Task<Node> Replace(Node node, CancellationToken cancelled)
    {
        nodes.Remove(node);
        await node.DisposeAsync();
        return await Start(cancelled);
    }

    /// <summary>The account of who holds a position.</summary>
    public Guid Account(string position) => accounts[position];

    public async Task StopNodes()
    {
        foreach (var node in nodes)
            await node.DisposeAsync();
        nodes.Clear();
    }

    /// <summary>Stops all processes, and starts the clusters again after <paramref name="meanwhile"/>.</summary>
    public async Task WhileDown(Func<Task> meanwhile, CancellationToken cancelled)
    {
        await StopNodes();
        await Task.WhenAll(Events.Stop(), Keys.Stop());
        try
        {
            await meanwhile();
        }
        finally
        {
            await Task.WhenAll(Events.StartAgain(cancelled), Keys.StartAgain(cancelled));
        }
    }

    /// <summary>Runs a command of the service's command line to its end.</summary>
    public Task<(int Code, string Output)> Run(CancellationToken cancelled, params string[] arguments) =>
        ServerProcess.Run(ServerProcess.Service, arguments, Settings, cancelled);

    /// <summary>The first column of what a superuser reads from the database of events.</summary>
    public Task<IReadOnlyList<string>> EventRows(string sql, CancellationToken cancelled, params object[] values) =>
        Rows(Events.SuperuserConnection(Databases.Events), sql, values, cancelled);

    /// <summary>The same of the database of keys.</summary>
    public Task<IReadOnlyList<string>> KeyRows(string sql, CancellationToken cancelled, params object[] values) =>
        Rows(Keys.SuperuserConnection(Databases.Keys), sql, values, cancelled);

    /// <summary>Waits until every read model has seen every event.</summary>
    public async Task CaughtUp(CancellationToken cancelled)
    {
        const string behind = "select count(*) from public.mt_event_progression where name like '%:All' and last_seq_id < (select max(seq_id) from public.mt_events)";
        if (!await Eventually(async () => await EventRows(behind, cancelled) is ["0"], TimeSpan.FromSeconds(60), cancelled))
            throw new TimeoutException("The read models do not catch up.");
    }

    /// <summary>What every table of both databases holds, each by a digest or, in full, as text.</summary>
    public async Task<IReadOnlyList<string>> Tables(bool inFull, CancellationToken cancelled)
    {
        const string all = "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1";
        string Question(string table) => inFull
            ? $"select '{table} ' || coalesce(string_agg(t::text, E'\n'), '') from {table} t"
            : $"select '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') from {table} t";
        List<string> tables = [];
        foreach (var table in await EventRows(all, cancelled))
            tables.AddRange(await EventRows(Question(table), cancelled));
        foreach (var table in await KeyRows(all, cancelled))
            tables.AddRange(await KeyRows(Question(table), cancelled));
        return tables;
    }

    /// <summary>Asks again and again until <paramref name="holds"/> or patience ends.</summary>
    public static async Task<bool> Eventually(Func<Task<bool>> holds, TimeSpan patience, CancellationToken cancelled)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < patience; await Task.Delay(TimeSpan.FromMilliseconds(10), cancelled))
            if (await holds())
                return true;

        return await holds();
    }

    public async ValueTask DisposeAsync()
    {
        await StopNodes();
        await Events.DisposeAsync();
        await Keys.DisposeAsync();
        Outside.Delete(recursive: true);
        Logs.Delete(recursive: true);
    }

    private async Task Open(CancellationToken cancelled)
    {
        await using var application = await Application.Of(Settings, cancelled);
        await using var session = application.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        session.Events.StartStream<Branch>(BranchId, new BranchOpened(BranchId, "Bologna", "Europe/Rome", "EUR"));
        foreach (var position in Held)
            accounts[position] = session.Employ(position, position is Positions.Dispatcher or Positions.CustomerAdviser ? Scope.Branch : Scope.Company, BranchId);
        await session.SaveChangesAsync(cancelled);
    }

    private static async Task<IReadOnlyList<string>> Rows(string connection, string sql, object[] values, CancellationToken cancelled)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 120;
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        List<string> rows = [];
        while (await reader.ReadAsync(cancelled))
            rows.Add($"{reader.GetValue(0)}");
        return rows;
    }
}
