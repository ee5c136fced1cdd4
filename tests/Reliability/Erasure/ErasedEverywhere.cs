
namespace CleaningEvents.Reliability.Erasure;

/// <summary>B2: who is erased reads as erased wherever they are shown, others as before, and read models made anew say the same.</summary>
public static class ErasedEverywhere
{
    /// <summary>Of what <see cref="Node.Register"/> tells; each read shows one.</summary>
    private static readonly string[] Secrets = [Name, "Via Example 1"];

    private const string Name = "Erika Mustermann";

    public static async Task<IReadOnlyList<Finding>> Check(Installation installation, CancellationToken cancelled)
    {
        var node = await installation.Start(cancelled);
        var (customer, site) = await node.Register(installation.BranchId, Name, cancelled);
        var (other, otherSite) = await node.Register(installation.BranchId, "Max Beispiel", cancelled);
        string[] own = Addresses(customer, site), others = Addresses(other, otherSite);
        await installation.CaughtUp(cancelled);
        var (before, othersBefore) = (await Shown(node, own, cancelled), await Shown(node, others, cancelled));

        await node.Erase(customer, cancelled);
        await installation.CaughtUp(cancelled);
        var (after, othersAfter) = (await Shown(node, own, cancelled), await Shown(node, others, cancelled));
        var faults = (await node.Log(cancelled)).Split('\n').Count(x => x.Split(':')[0] is "fail" or "crit");
        return
        [
            Erased(before, after),
            Unchanged(othersBefore, othersAfter),
            new("B2", "errors in the log meanwhile", $"{faults}", "0", faults is 0),
            await Rebuilt(installation, node, [.. own, .. others], cancelled),
        ];
    }

    private static Finding Erased(List<string> before, List<string> after)
    {
        var (shownBefore, shownAfter, replaced) = (before.Count(Tells), after.Count(Tells), after.Count(x => x.Contains("[erased]", StringComparison.Ordinal)));
        return new Finding(
            "B2", $"a customer erased; {before.Count} reads of customer, site, history, states, search",
            $"told by {shownBefore} before, by {shownAfter} after; {replaced} show the replacement", "by all before, by none after, replacement in each",
            shownBefore == before.Count && shownAfter is 0 && replaced == after.Count);
    }

    private static Finding Unchanged(List<string> before, List<string> after) => new(
        "B2", "the same reads of another customer", after.SequenceEqual(before) ? "the same answers" : "other answers", "unchanged", after.SequenceEqual(before));

    private static async Task<Finding> Rebuilt(Installation installation, Node node, string[] addresses, CancellationToken cancelled)
    {
        var live = await Everything(installation, node, addresses, cancelled);
        await installation.StopNodes();
        var (code, output) = await installation.Run(cancelled, "projections", "rebuild");
        var again = await installation.Start(cancelled);
        await installation.CaughtUp(cancelled);
        var rebuilt = await Everything(installation, again, addresses, cancelled);
        return new Finding(
            "B2", "`projections rebuild`, then the same reads and all tables of analytics",
            $"exit code {code}{(code is 0 ? "" : $" ({Cause(output)})")}; {live.Except(rebuilt).Count()} of {live.Count} differ", "rebuild equals live",
            code is 0 && rebuilt.SequenceEqual(live));
    }

    private static string Cause(string output) => output.Split('\n').LastOrDefault(x => x.Contains("Exception:", StringComparison.Ordinal))?.Trim() ?? "no exception told";

    private static bool Tells(string shown) => Secrets.Any(x => shown.Contains(x, StringComparison.Ordinal));

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
            shown.AddRange((await installation.EventRows($"select '{table} ' || row_to_json(t)::text from {table} t", cancelled)).Order(StringComparer.Ordinal));
        return shown;
    }
}
