using System.Text.Json;
using CleaningEvents.Domain;

namespace CleaningEvents.Api.Hosting.Days;

/// <summary>The faults found so far; those past the most that is told are dropped.</summary>
internal sealed class FaultList
{
    private readonly List<DayFault> found = [];

    public IReadOnlyList<DayFault> Found => found;

    public bool IsFull => found.Count >= DayFile.MostFaults;

    public void Add(string path, string rule, string message)
    {
        if (!IsFull)
            found.Add(new(path.Length > 0 ? path : "$", rule, message));
    }
}

/// <summary>A value of the file under check: each question yields the answer, or nothing and a fault.</summary>
internal readonly record struct Node(JsonElement Value, string Path, FaultList Faults)
{
    private const int LongestText = 100;

    public void Report(string rule, string message) => Faults.Add(Path, rule, message);

    public bool IsObject(params ReadOnlySpan<string> members)
    {
        if (!Is(JsonValueKind.Object, "an object"))
            return false;

        var seen = new HashSet<string>();
        foreach (var member in Value.EnumerateObject())
        {
            if (Faults.IsFull)
                break;
            if (!members.Contains(member.Name))
                Faults.Add(PathOf(Printable(member.Name)), "member-unknown", $"Only these are known here: {string.Join(", ", members)}.");
            else if (!seen.Add(member.Name))
                Faults.Add(PathOf(member.Name), "member-repeated", "It is given more than once.");
        }
        return true;
    }

    public Node? Optional(string name) =>
        Value.TryGetProperty(name, out var value) ? new Node(value, PathOf(name), Faults) : null;

    public Node? Member(string name)
    {
        var member = Optional(name);
        if (member is null)
            Faults.Add(PathOf(name), "member-missing", "It is required.");
        return member;
    }

    /// <summary>The items of a list that holds from <paramref name="least"/> to <paramref name="most"/> of them, otherwise none.</summary>
    public IReadOnlyList<Node> Items(int least, int most)
    {
        if (!Is(JsonValueKind.Array, "a list"))
            return [];

        var count = Value.GetArrayLength();
        if (count < least || count > most)
        {
            Report("count-out-of-range", $"It holds {count} items; {(least == most ? $"{least}" : $"{least} to {most}")} are expected.");
            return [];
        }

        var node = this;
        return [.. Value.EnumerateArray().Select((item, index) => new Node(item, $"{node.Path}[{index}]", node.Faults))];
    }

    public string? Text()
    {
        if (!Is(JsonValueKind.String, "text"))
            return null;

        var text = Value.GetString()!;
        if (text.Length is > 0 and <= LongestText && !text.Any(char.IsControl))
            return text;

        Report("text-unusable", $"It must have 1 to {LongestText} characters and no control characters.");
        return null;
    }

    public double? Number(double least, double most)
    {
        if (!Is(JsonValueKind.Number, "a number"))
            return null;
        if (Value.TryGetDouble(out var number) && number >= least && number <= most)
            return number;

        Report("out-of-range", $"It must be {least} to {most}.");
        return null;
    }

    public int? Whole(int least, int most)
    {
        if (Number(least, most) is not { } number)
            return null;
        if (double.IsInteger(number))
            return (int)number;

        Report("not-whole", "It must be a whole number.");
        return null;
    }

    public MinuteRange? Range(int most)
    {
        if (Items(2, 2) is not [var first, var last] || (first.Whole(0, most), last.Whole(0, most)) is not ({ } from, { } until))
            return null;
        if (from <= until)
            return new(from, until);

        Report("from-after-until", $"It must not end ({until}) before it begins ({from}).");
        return null;
    }

    /// <summary>The ids in a list, each of them known and named once.</summary>
    public IReadOnlyCollection<string> References(Func<string, bool> isKnown, string ruleOfUnknown)
    {
        var ids = new HashSet<string>();
        foreach (var item in Items(0, DayFile.MostCleaners))
        {
            if (item.Text() is not { } id)
                continue;
            if (!isKnown(id))
                item.Report(ruleOfUnknown, $"The file has no '{id}'.");
            else if (!ids.Add(id))
                item.Report("reference-repeated", $"'{id}' is named before.");
        }
        return ids;
    }

    public GeoPoint? Location() =>
        Items(2, 2) is [var first, var last] && (first.Number(-180, 180), last.Number(-90, 90)) is ({ } longitude, { } latitude)
            ? new(latitude, longitude)
            : null;

    private bool Is(JsonValueKind kind, string expected)
    {
        if (Value.ValueKind == kind)
            return true;

        Report("wrong-type", $"It must be {expected}.");
        return false;
    }

    private string PathOf(string member) => Path.Length > 0 ? $"{Path}.{member}" : member;

    // The name may be anything, and the fault is shown on a terminal.
    private static string Printable(string name) => string.Concat(name.Take(LongestText).Select(letter => char.IsControl(letter) ? '?' : letter));
}
