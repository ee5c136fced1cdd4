using System.Text.Json;

namespace CleaningEvents.Api.Hosting.Days;

/// <summary>Reads the matrix of travel minutes, which may hold millions of numbers: only a fault pays for its path.</summary>
internal static class TravelReader
{
    private const int MostMinutes = 1_440;

    public static TravelTimes? Read(Node distances)
    {
        var rows = distances.Value;
        if (rows.ValueKind is not JsonValueKind.Array)
        {
            distances.Report("wrong-type", "It must be a list of lists.");
            return null;
        }

        var size = rows.GetArrayLength();
        var crooked = rows.EnumerateArray().Index().Where(row => !IsListOf(size, row.Item)).Select(row => (int?)row.Index).FirstOrDefault();
        if (size > 0 && crooked is null)
            return new(size, MinutesOf(distances, size));

        distances.Report("matrix-not-square", $"It has {size} rows, so each must be a list of {size} numbers; row {crooked ?? 0} is not.");
        return null;
    }

    private static bool IsListOf(int size, JsonElement row) => row.ValueKind is JsonValueKind.Array && row.GetArrayLength() == size;

    private static double[] MinutesOf(Node distances, int size)
    {
        var minutes = new double[size * size];
        foreach (var (from, row) in distances.Value.EnumerateArray().Index())
            foreach (var (to, cell) in row.EnumerateArray().Index())
                minutes[from * size + to] = Minutes(cell, from, to, distances);
        return minutes;
    }

    private static double Minutes(JsonElement cell, int from, int to, Node distances) =>
        cell.ValueKind is JsonValueKind.Number && cell.TryGetDouble(out var number) && number is >= 0 and <= MostMinutes
            ? number
            : new Node(cell, $"{distances.Path}[{from}][{to}]", distances.Faults).Number(0, MostMinutes) ?? 0;
}
