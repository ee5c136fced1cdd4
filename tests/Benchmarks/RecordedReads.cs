namespace CleaningEvents.Benchmarks;

/// <summary>
/// What it costs to record a read before it is answered: an auditor reads somebody's account, which is recorded, beside their own, which is
/// not; the same question, answer and way otherwise, the holding back included.
/// </summary>
public static class RecordedReads
{
    private const int Clients = 8;

    public static async Task Measure(Company company, Wanted wanted, Report report, CancellationToken cancelled)
    {
        var (somebody, self) = ($"/api/access/accounts/{company.DispatcherId}", $"/api/access/accounts/{company.AuditorId}");
        await Load.Times(800, Clients, (_, n) => company.Auditor.Get(n % 2 is 0 ? somebody : self, cancelled), cancelled);
        var pairs = await Pairs.Measure(
            wanted.IsQuick ? 2 : 16,
            () => Load.For(wanted.Each, Clients, (_, _) => company.Auditor.Get(somebody, cancelled), cancelled),
            () => Load.For(wanted.Each, Clients, (_, _) => company.Auditor.Get(self, cancelled), cancelled));

        report.Part("Reading", $"A read over HTTP that is recorded first, {Clients} clients, {pairs.One.Count} pairs in turn; the ratio with the 95 % interval of its median.");
        report.Table("One account", ["what", "a second", "p50 ms", "p99 ms", "client's CPU", "p95 ms"], [Row("recorded", pairs.One), Row("not recorded", pairs.Other)]);
        report.Table("Recorded to not recorded", ["median of the ratios", "from", "to"], [pairs.Ratio()]);
    }

    private static string[] Row(string what, IReadOnlyList<Measurement> rounds) =>
        [what, .. Report.Figures(Measurement.Median(rounds)), $"{Measurement.Median(rounds).P95:0.0}"];
}
