namespace CleaningEvents.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Part">all, commands, reads, reading, lag, rebuild or sealing.</param>
/// <param name="Each">How long one measurement lasts.</param>
/// <param name="IsQuick">Only to see that everything works: the figures say nothing.</param>
public sealed record Wanted(string Part, TimeSpan Each, bool IsQuick)
{
    private static readonly string[] Parts = ["all", "commands", "reads", "reading", "lag", "rebuild", "sealing"];

    /// <summary>Only a full run rewrites the document.</summary>
    public bool IsForTheRecord => Part is "all" && !IsQuick;

    public bool NeedsServer => Part is not ("rebuild" or "sealing");

    public int Rounds => IsQuick ? 1 : 3;

    public int[] Clients => IsQuick ? [1, 8] : [1, 8, 32];

    public bool Has(string part) => Part is "all" || Part == part;

    /// <summary>Null when <paramref name="args"/> are not understood.</summary>
    public static Wanted? Of(string[] args)
    {
        if (args is not [var part, .. var rest] || !Parts.Contains(part))
            return null;

        var quick = rest.Contains("--quick");
        return rest.Where(x => x is not "--quick").ToArray() switch
        {
            [] => new Wanted(part, TimeSpan.FromSeconds(quick ? 1 : 5), quick),
            ["--seconds", var text] when int.TryParse(text, out var seconds) && seconds is >= 1 and <= 600 =>
                new Wanted(part, TimeSpan.FromSeconds(seconds), quick),
            _ => null,
        };
    }

    public static int Explain()
    {
        Console.Error.WriteLine($"Say one of {string.Join(", ", Parts)}, then --seconds N (1 to 600, for each measurement) or --quick, if you like.");
        return 1;
    }
}
