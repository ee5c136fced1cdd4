using CleaningEvents.Api.Hosting.EmbeddedPostgres;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Keys;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CleaningEvents.Tests.Security.Keys;

/// <summary>A key database of its own, with wrapping keys in a folder of its own.</summary>
public sealed class KeyCabinet : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly NpgsqlDataSource events;
    private readonly List<KeyNode> nodes = [];

    private KeyCabinet(string connection, string events)
    {
        (Connection, this.events) = (connection, NpgsqlDataSource.Create(events));
        source = NpgsqlDataSource.Create(connection);
        Database = new KeysDatabase(source);
        Wrapping = new LocalWrappingKey(Folder);
    }

    public string Connection { get; }

    public DirectoryInfo Folder { get; } = new(Path.Combine(Directory.CreateTempSubdirectory("cleaning-wrapping-").FullName, "wrapping"));

    public KeysDatabase Database { get; }

    public IWrappingKey Wrapping { get; set; }

    public BlindingKey Blinding { get; } = new();

    public SubjectKeyStore Store => new(Database);

    public KeyRotation Rotation => new(Store, Wrapping, new WrappingProofs(Database, Wrapping));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Made, but not begun; in the cluster of the events unless told, and beside a database without events unless told.</summary>
    public static async Task<KeyCabinet> Empty(Server server, EmbeddedCluster? cluster = null, string events = "postgres")
    {
        var (name, place) = ($"keys_{Guid.NewGuid():n}", cluster ?? server.Cluster);
        await place.EnsureDatabaseAsync(name, Cancelled);
        return new KeyCabinet(place.ConnectionString(name), server.Cluster.ConnectionString(events));
    }

    public static async Task<KeyCabinet> Begun(Server server)
    {
        var cabinet = await Empty(server);
        await cabinet.Start();
        return cabinet;
    }

    /// <summary>What every start of a node does with the keys.</summary>
    public Task Start(string environment = "Development", BlindingKey? blinding = null) =>
        new KeysAtStart(
            Database, events, Wrapping, new WrappingProofs(Database, Wrapping), blinding ?? Blinding, new HostingEnvironment { EnvironmentName = environment })
            .Ready(Cancelled);

    /// <summary>A node that does not hear of changes.</summary>
    public KeyNode Deaf()
    {
        nodes.Add(new KeyNode(this));
        return nodes[^1];
    }

    public async Task<KeyNode> Node()
    {
        var node = Deaf();
        await node.Listen();
        return node;
    }

    public async Task<IReadOnlyList<T>> Rows<T>(string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        List<T> rows = [];
        while (await reader.ReadAsync(Cancelled))
            rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
            await node.DisposeAsync();
        await source.DisposeAsync();
        await events.DisposeAsync();
        Folder.Parent!.Delete(recursive: true);
    }
}

/// <summary>One of several nodes that use the same keys.</summary>
public sealed class KeyNode(KeyCabinet cabinet) : IAsyncDisposable
{
    private ChangeFeed? feed;

    public KeyMemory Memory { get; } = new();

    public CountingWrappingKey Wrapping { get; } = new(cabinet.Wrapping);

    public ISubjectKeys Keys => field ??= new KeyRing(cabinet.Store, Wrapping, Memory);

    public async Task Listen()
    {
        feed = new ChangeFeed(NpgsqlDataSource.Create(cabinet.Connection), SubjectKeyStore.Destroyed, Memory, NullLogger<ChangeFeed>.Instance);
        var before = Memory.Generation;
        await feed.StartAsync(TestContext.Current.CancellationToken);
        await Until(() => Memory.Generation > before, TimeSpan.FromSeconds(10));
    }

    public async Task Deafen()
    {
        await feed!.StopAsync(CancellationToken.None);
        feed.Dispose();
        feed = null;
    }

    public static async Task Until(Func<bool> condition, TimeSpan patience)
    {
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); !condition(); await often.WaitForNextTickAsync())
            waited.Elapsed.ShouldBeLessThan(patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (feed is not null) await Deafen();
        Memory.Dispose();
    }
}

/// <summary>Counts how often the wrapping key is asked to open something.</summary>
public sealed class CountingWrappingKey(IWrappingKey inner) : IWrappingKey
{
    private int unwrapped;

    public int Unwrapped => unwrapped;

    public string? Current => inner.Current;

    public void Renew() => inner.Renew();

    public Task<WrappedKey> Wrap(byte[] key, Guid keyId, CancellationToken cancelled) => inner.Wrap(key, keyId, cancelled);

    public Task<byte[]> Unwrap(WrappedKey wrapped, Guid keyId, CancellationToken cancelled)
    {
        Interlocked.Increment(ref unwrapped);
        return inner.Unwrap(wrapped, keyId, cancelled);
    }
}
