using CleaningEvents.Api.Hosting;
using Npgsql;

namespace CleaningEvents.Reliability.Erasure;

/// <summary>B3: copies of the databases from before an erasure, put back, bring nothing back.</summary>
public static class RestoredCopies
{
    private const string Name = "Erika Mustermann";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Finding>> Check(Installation installation, CancellationToken cancelled)
    {
        using var copies = new Copies(installation);
        var node = await installation.Start(cancelled);
        var (customer, _) = await node.Register(installation.BranchId, Name, cancelled);
        await installation.WhileDown(() => copies.Take("before", cancelled), cancelled);
        await (await installation.Start(cancelled)).Erase(customer, cancelled);
        await installation.WhileDown(() => copies.Take("after", cancelled), cancelled);

        return
        [
            await WithoutTombstones(installation, copies, customer, cancelled),
            await Restored(installation, copies, "both databases", ("before", "before"), customer, cancelled),
            await Restored(installation, copies, "the events alone", ("before", "after"), customer, cancelled),
            await Restored(installation, copies, "the keys alone", ("after", "before"), customer, cancelled),
            await ShorterFile(installation, copies, cancelled),
        ];
    }

    /// <summary>The control: that the copies do hold what was erased afterwards.</summary>
    private static async Task<Finding> WithoutTombstones(Installation installation, Copies copies, Guid customer, CancellationToken cancelled)
    {
        await installation.WhileDown(() => copies.Put("before", "before", cancelled), cancelled);
        var file = installation.Tombstones.FullName;
        var kept = await File.ReadAllTextAsync(file, cancelled);
        // The installation's earlier tombstones stay: the log knows of them.
        await File.WriteAllTextAsync(file, string.Concat(kept.Split('\n', StringSplitOptions.RemoveEmptyEntries)[..^1].Select(x => x + "\n")), cancelled);
        var name = await (await installation.Start(cancelled)).NameOf(customer, cancelled);
        await installation.StopNodes();
        await File.WriteAllTextAsync(file, kept, cancelled);
        return new Finding("B3", "both databases from before, without the tombstone: the control", $"shown as {name}", Name, name is Name);
    }

    private static async Task<Finding> Restored(
        Installation installation, Copies copies, string what, (string Events, string Keys) from, Guid customer, CancellationToken cancelled)
    {
        await installation.WhileDown(() => copies.Put(from.Events, from.Keys, cancelled), cancelled);
        await using var busy = await Busy(installation, customer, cancelled);
        var node = await installation.Start(cancelled, readyPath: "/health/live");
        List<int> shut = [];
        for (var i = 0; i < 10; i++, await Task.Delay(TimeSpan.FromMilliseconds(200), cancelled))
            shut.Add((await node.Adviser.Ask(Node.PathOf(customer), cancelled)).Status);
        var live = (await new Caller(node.Address).Ask("/health/live", cancelled)).Status;
        await busy.DisposeAsync();

        var opened = await Installation.Eventually(async () => (await node.Adviser.Ask(Node.PathOf(customer), cancelled)).Status is not 503, Patience, cancelled);
        var name = opened ? await node.NameOf(customer, cancelled) : "nothing";
        var known = opened && await node.IsErased(customer, cancelled);
        return new Finding(
            "B3", $"{what} from before an erasure, started while the tombstone cannot be applied, then can",
            $"{string.Join(", ", shut.Distinct())} meanwhile, /health/live {live}; "
            + $"then {(opened ? "open" : "SHUT")}, shown as {name}; the log {(known ? "knows" : "does NOT know")} of the erasure",
            "503 and live, then 200, unreadable, erasure known", shut.All(x => x is 503) && live is 200 && opened && name is "[erased]" && known);
    }

    private static async Task<Finding> ShorterFile(Installation installation, Copies copies, CancellationToken cancelled)
    {
        await installation.WhileDown(() => copies.Put("after", "after", cancelled), cancelled);
        var file = installation.Tombstones.FullName;
        var kept = await File.ReadAllLinesAsync(file, cancelled);
        await File.WriteAllLinesAsync(file, kept[..^1], cancelled);
        var node = await installation.Start(cancelled, readyPath: "/health/live");
        await Task.Delay(TimeSpan.FromSeconds(5), cancelled);
        var status = (await node.Officer.Ask("/api/crm/customers", cancelled)).Status;
        var told = (await node.Log(cancelled)).Contains("bring back the newer file", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(file, kept, cancelled);
        var opened = await Installation.Eventually(async () => (await node.Officer.Ask("/api/crm/customers", cancelled)).Status is 200, Patience, cancelled);
        return new Finding(
            "B3", "the newest tombstone cut off the file, and brought back while the node waits",
            $"{status} after 5 s, {(told ? "says \"bring back the newer file\"" : "says nothing")}; then {(opened ? "open" : "SHUT")}",
            "503 and said why; then 200", status is 503 && told && opened);
    }

    /// <summary>Somebody who holds what whoever destroys the subject's keys waits for.</summary>
    private static async Task<NpgsqlConnection> Busy(Installation installation, Guid subject, CancellationToken cancelled)
    {
        var connection = new NpgsqlConnection(installation.Keys.SuperuserConnection(Databases.Keys));
        await connection.OpenAsync(cancelled);
        await using var command = new NpgsqlCommand("select pg_advisory_lock(hashtextextended($1::text, 0))", connection)
        {
            Parameters = { new() { Value = $"{subject}" } },
        };
        await command.ExecuteNonQueryAsync(cancelled);
        return connection;
    }
}
