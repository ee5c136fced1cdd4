using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using CleaningEvents.Api.Hosting;

namespace CleaningEvents.Benchmarks;

/// <summary>What was measured, on the screen and in <c>docs/benchmarks.md</c>.</summary>
public sealed class Report
{
    private const string ByHand = "## What was tried";

    private readonly StringBuilder text = new();

    public async Task Machine(Cluster cluster, Wanted wanted, CancellationToken cancelled)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        Say("# Benchmarks");
        Say("");
        Say("Written by `dotnet run -c Release --project tests/Benchmarks -- all`, which keeps only the last section. "
            + "Absolute figures are this machine's; the ratios are what to compare.");
        Say("");
        Say("| machine | |");
        Say("|---|---|");
        Say($"| date | {TimeProvider.System.GetUtcNow():yyyy-MM-dd} |");
        Say($"| processors | {Environment.ProcessorCount} ({RuntimeInformation.ProcessArchitecture}), shared by client, server and database |");
        Say(string.Create(CultureInfo.InvariantCulture, $"| memory | {memory:0} GiB |"));
        Say($"| system | {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription} |");
        Say($"| PostgreSQL | {await cluster.Version(cancelled)} |");
        Say($"| measurement | {wanted.Each.TotalSeconds:0} s each, {wanted.Rounds} rounds in turn{(wanted.IsQuick ? "; QUICK: the figures say nothing" : "")} |");
    }

    /// <summary>Opens a part.</summary>
    public void Part(string title, string words)
    {
        Say("");
        Say($"## {title}");
        Say("");
        Say(words);
    }

    public void Table(string title, string[] heads, IEnumerable<string[]> rows)
    {
        Say("");
        Say($"### {title}");
        Say("");
        Say($"| {string.Join(" | ", heads)} |");
        Say($"|{string.Concat(Enumerable.Repeat("---|", heads.Length))}");
        foreach (var row in rows)
            Say($"| {string.Join(" | ", row)} |");
    }

    /// <summary>Requests a second, p50, p99, and the client's part of the processors.</summary>
    public static string[] Figures(Measurement x) => [$"{x.PerSecond:0}", $"{x.P50:0.0}", $"{x.P99:0.0}", $"{x.ClientShare:P0}"];

    /// <summary>Rewrites the document, but not what people wrote at its end.</summary>
    public void Write()
    {
        var file = Path.Combine(Checkout.FolderOf(AppContext.BaseDirectory), "docs", "benchmarks.md");
        var old = File.Exists(file) ? File.ReadAllText(file) : "";
        var kept = old.IndexOf(ByHand, StringComparison.Ordinal) is >= 0 and var start ? old[start..] : $"{ByHand}\n";
        File.WriteAllText(file, $"{text}\n{kept}");
        Console.WriteLine($"\nWritten to {file}");
    }

    private void Say(string line)
    {
        text.Append(line).Append('\n');
        Console.WriteLine(line);
    }
}
