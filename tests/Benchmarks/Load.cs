using System.Diagnostics;

namespace CleaningEvents.Benchmarks;

/// <summary>What came of sending one kind of request for a while; latencies in milliseconds.</summary>
/// <param name="PerSecond">Requests a second.</param>
/// <param name="P50">Half of them took no longer.</param>
/// <param name="P95">All but one in twenty took no longer.</param>
/// <param name="P99">All but one in a hundred took no longer.</param>
/// <param name="ClientShare">Part of the machine's processor time that the benchmark itself used, 0 to 1.</param>
public readonly record struct Measurement(double PerSecond, double P50, double P95, double P99, double ClientShare)
{
    /// <summary>The median of several rounds, figure by figure.</summary>
    public static Measurement Median(IReadOnlyList<Measurement> rounds) => new(
        Load.Quantile([.. rounds.Select(x => x.PerSecond)], 0.5), Load.Quantile([.. rounds.Select(x => x.P50)], 0.5),
        Load.Quantile([.. rounds.Select(x => x.P95)], 0.5), Load.Quantile([.. rounds.Select(x => x.P99)], 0.5), Load.Quantile([.. rounds.Select(x => x.ClientShare)], 0.5));
}

/// <summary>Sends requests as fast as they are answered, each client one after the other.</summary>
public static class Load
{
    /// <summary>For a while; <paramref name="once"/> sends request n (from 0) of a client (from 0).</summary>
    public static Task<Measurement> For(TimeSpan length, int clients, Func<int, int, Task> once, CancellationToken cancelled) =>
        Run(clients, once, (_, elapsed) => elapsed < length, cancelled);

    /// <summary>A number of times in all.</summary>
    public static Task<Measurement> Times(int count, int clients, Func<int, int, Task> once, CancellationToken cancelled) =>
        Run(clients, once, (n, _) => n < count / clients, cancelled);

    /// <summary>The value that a part of <paramref name="values"/> does not exceed.</summary>
    public static double Quantile(double[] values, double part)
    {
        Array.Sort(values);
        return values.Length == 0 ? double.NaN : values[Math.Min(values.Length - 1, (int)(values.Length * part))];
    }

    private static async Task<Measurement> Run(int clients, Func<int, int, Task> once, Func<int, TimeSpan, bool> goesOn, CancellationToken cancelled)
    {
        var self = Process.GetCurrentProcess();
        var (worked, clock) = (self.TotalProcessorTime, Stopwatch.StartNew());
        var latencies = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => Client(client, once, goesOn, clock, cancelled), cancelled)));
        var elapsed = clock.Elapsed;
        self.Refresh();
        double[] all = [.. latencies.SelectMany(x => x)];
        return new Measurement(all.Length / elapsed.TotalSeconds, Quantile(all, 0.5), Quantile(all, 0.95), Quantile(all, 0.99),
            (self.TotalProcessorTime - worked) / elapsed / Environment.ProcessorCount);
    }

    private static async Task<List<double>> Client(
        int client, Func<int, int, Task> once, Func<int, TimeSpan, bool> goesOn, Stopwatch clock, CancellationToken cancelled)
    {
        List<double> latencies = [];
        for (var n = 0; goesOn(n, clock.Elapsed); n++)
        {
            cancelled.ThrowIfCancellationRequested();
            var sent = Stopwatch.GetTimestamp();
            await once(client, n);
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return latencies;
    }
}
