using CleaningEvents.Api.Access;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Reliability.Erasure;

/// <summary>B1: what people told the service lies nowhere in clear, in no file and no table.</summary>
public static class NoPlaintext
{
    /// <summary>Stored as it is, because a branch is no person.</summary>
    private const string Control = "Kontrollzweig 夜鹰 Nº7391";

    public static async Task<IReadOnlyList<Finding>> Check(Installation installation, CancellationToken cancelled)
    {
        var canaries = new Canaries();
        var node = await installation.Start(cancelled);
        var planting = new Planting(node, installation.BranchId, canaries, cancelled);
        await planting.PlantAll();
        var branch = new OpenBranch(Guid.CreateVersion7(), Control, "Europe/Rome", "EUR");
        (await node.As(Positions.SystemAdministrator).Tell("/api/access/branches", branch, cancelled)).Expect(201);
        await installation.CaughtUp(cancelled);

        var haystack = new Haystack([.. canaries.Used, Control]);
        foreach (var refusal in planting.Refusals)
            haystack.Search("a refusal", refusal);
        foreach (var table in await installation.Tables(inFull: true, cancelled))
            haystack.Search($"table {table.Split(' ')[0]}", table);
        await installation.WhileDown(() => Task.Run(() => SearchFiles(haystack, installation), cancelled), cancelled);
        return [Told(haystack, canaries), Seen(haystack)];
    }

    private static void SearchFiles(Haystack haystack, Installation installation)
    {
        foreach (var folder in new[] { installation.Events.Folder, installation.Keys.Folder, installation.Logs.FullName })
            haystack.Search(new DirectoryInfo(folder));
    }

    private static Finding Told(Haystack haystack, Canaries canaries)
    {
        var hits = haystack.Found.Where(x => x.Text is not Control).ToList();
        return new Finding(
            "B1", $"{canaries.Used.Count} texts and places told to every command that takes some; "
            + $"{haystack.Searched / 1e6:0} MB of tables, both clusters' files, logs and refusals searched, each in 9 forms",
            $"{hits.Count} hits{string.Concat(hits.Take(8).Select(x => $"; '{x.Text}' in {Short(x.Place)}"))}{(canaries.AllUsed ? "" : "; not all were told")}",
            "0 hits", hits is [] && canaries.AllUsed);
    }

    private static Finding Seen(Haystack haystack)
    {
        var places = haystack.Found.Where(x => x.Text is Control).Select(x => x.Place).ToList();
        var (tables, files) = (places.Count(x => x.StartsWith("table ", StringComparison.Ordinal)), places.Count(x => x.Contains("pg_wal", StringComparison.Ordinal)));
        return new Finding(
            "B1", "the same search for the name of a branch, which is stored as it is", $"in {places.Count} places, of them {tables} tables and {files} files of WAL",
            "found in a table, a file of data and the WAL", tables > 0 && files > 0 && places.Any(x => x.Contains("/base/", StringComparison.Ordinal)));
    }

    /// <summary>Which cluster, and where in it: its folder's name differs from run to run.</summary>
    private static string Short(string place) =>
        place.Split(Path.DirectorySeparatorChar) is { Length: > 3 } parts
            ? $"{parts.First(x => x.StartsWith("cleaning-", StringComparison.Ordinal))[..14]}…/{string.Join('/', parts[^2..])}"
            : place;
}
