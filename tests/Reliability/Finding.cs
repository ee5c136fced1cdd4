namespace CleaningEvents.Reliability;

/// <summary>What one check found.</summary>
/// <param name="Check">Its name, such as B1.</param>
/// <param name="Done">What was done.</param>
/// <param name="Figure">What came of it.</param>
/// <param name="Bar">What was asked.</param>
/// <param name="Passed">Whether that was met.</param>
public sealed record Finding(string Check, string Done, string Figure, string Bar, bool Passed)
{
    private static readonly string[] Heads = ["check", "what was done", "figure", "bar", "passed"];

    /// <summary>All of <paramref name="findings"/> as a table in Markdown.</summary>
    public static string Table(IEnumerable<Finding> findings) =>
        string.Join('\n', [Line(Heads), Line(Heads.Select(_ => "---")), .. findings.Select(x => x.Row())]);

    private string Row() => Line([Check, Done, Figure, Bar, Passed ? "yes" : "**no**"]);

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(x => x.Replace('|', '/').ReplaceLineEndings(" ")))} |";
}
