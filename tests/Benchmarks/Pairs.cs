namespace CleaningEvents.Benchmarks;

/// <summary>Two sides measured in turn, each time the other one first.</summary>
public sealed record Pairs(IReadOnlyList<Measurement> One, IReadOnlyList<Measurement> Other)
{
    public static async Task<Pairs> Measure(int count, Func<Task<Measurement>> one, Func<Task<Measurement>> other)
    {
        List<Measurement> ones = [], others = [];
        for (var pair = 0; pair < count; pair++)
            foreach (var isOne in pair % 2 is 0 ? new[] { true, false } : [false, true])
                (isOne ? ones : others).Add(await (isOne ? one() : other()));
        return new Pairs(ones, others);
    }

    /// <summary>What the first does in a second to what the other does: the median of all pairs, and the 95 % interval of it.</summary>
    public string[] Ratio()
    {
        var sorted = One.Zip(Other, (x, y) => x.PerSecond / y.PerSecond).Order().ToArray();
        // Order statistics that hold the median of a binomial with 95 %.
        var reach = (int)Math.Floor(0.98 * Math.Sqrt(sorted.Length));
        return
        [
            $"{Load.Quantile(sorted, 0.5):0.000}", $"{sorted[Math.Max(0, sorted.Length / 2 - reach)]:0.000}",
            $"{sorted[Math.Min(sorted.Length - 1, sorted.Length / 2 + reach - 1)]:0.000}",
        ];
    }
}
