
namespace CleaningEvents.Reliability.Erasure;

/// <summary>B2: who is erased reads as erased wherever they are shown, others as before, and read models made anew say the same.</summary>
public static class ErasedEverywhere
{
    private const string Name = "Erika Mustermann";

    public static async Task<IReadOnlyList<Finding>> Check(Installation installation, CancellationToken cancelled)
    {
        var node = await installation.Start(cancelled);
        var (customer, site) = await node.Register(installation.BranchId, Name, cancelled);
        var (other, otherSite) = await node.Register(installation.BranchId, "Max Beispiel", cancelled);
        string[] own = Addresses(customer, site), others = Addresses(other, otherSite);
        await installation.CaughtUp(cancelled);
        var (namedBefore, othersBefore) = ((await Shown(node, own, cancelled)).Count(x => x.Contains(Name, StringComparison.Ordinal)), await Shown(node, others, cancelled));

        await node.Erase(customer, cancelled);
        await installation.CaughtUp(cancelled);
        var after = await Shown(node, own, cancelled);
        var othersAfter = await Shown(node, others, cancelled);
        var live = await Everything(installation, node, [.. own, .. others], cancelled);
        var faults = (await node.Log(cancelled)).Split('\n').Count(x => x.StartsWith("fail:", StringComparison.Ordinal) || x.StartsWith("crit:", StringComparison.Ordinal));

        await installation.StopNodes();
        var rebuild = await installation.Run(cancelled, "projections", "rebuild");
        var again = await installation.Start(cancelled);
        await installation.CaughtUp(cancelled);
        var rebuilt = await Everything(installation, again, [.. own, .. others], cancelled);
        return
        [
            new("B2", $"a customer erased; {own.Length} reads of customer, site, history, states, search", $"named in {namedBefore} before, in {after.Count(x => x.Contains(Name, StringComparison.Ordinal))} after; {after.Count(x => x.Contains("[erased]", StringComparison.Ordinal))} show the replacement",
                "none named, replacement in each", namedBefore > 0 && after.All(x => !x.Contains(Name, StringComparison.Ordinal) && x.Contains("[erased]", StringComparison.Ordinal))),
            new("B2", "the same reads of another customer", othersAfter.SequenceEqual(othersBefore) ? "the same answers" : "other answers", "unchanged", othersAfter.SequenceEqual(othersBefore)),
            new("B2", "errors in the log meanwhile", $"{faults}", "0", faults is 0),
            new("B2", "`projections rebuild`, then the same reads and all tables of analytics", $"exit code {rebuild.Code}; {live.Zip(rebuilt).Count(x => x.First != x.Second)} of {live.Count} differ{Difference(live, rebuilt)}",
                "rebuild equals live", rebuild.Code is 0 && rebuilt.SequenceEqual(live)),
        ];
    }

    private static string[] Addresses(Guid customer, Guid site) =>
    [
        Node.PathOf(customer), $"/api/crm/sites/{site}", $"/api/audit/streams/{customer}/events", $"/api/audit/streams/{site}/events",
        $"/api/audit/streams/{customer}/state?version=1", $"/api/audit/streams/{site}/state?version=1", $"/api/audit/events?stream={customer}",
    ];

    private static async Task<List<string>> Shown(Node node, string[] addresses, CancellationToken cancelled)
    {
        List<string> shown = [];
        foreach (var address in addresses)
            shown.Add((await (address.StartsWith("/api/audit", StringComparison.Ordinal) ? node.Auditor : node.Adviser).Ask(address, cancelled)).Expect(200).Body);
        return shown;
    }

    private static async Task<List<string>> Everything(Installation installation, Node node, string[] addresses, CancellationToken cancelled)
    {
        var analytics = await installation.EventRows("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'analytics' order by 1", cancelled);
        var shown = await Shown(node, addresses, cancelled);
        foreach (var table in analytics)
            shown.Add($"{table} {string.Join('\n', (await installation.EventRows($"select row_to_json(t)::text from {table} t", cancelled)).Order(StringComparer.Ordinal))}");
        return shown;
    }

    private static string Difference(List<string> live, List<string> rebuilt) =>
        live.Zip(rebuilt).FirstOrDefault(x => x.First != x.Second) is { First: not null } first ? $": {first.First[..Math.Min(80, first.First.Length)]} / {first.Second[..Math.Min(80, first.Second.Length)]}" : "";
}
