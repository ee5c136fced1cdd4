using CleaningEvents.Domain.Access.Detection;

namespace CleaningEvents.Domain.Tests.Access.Detection;

/// <summary>Sixty days of forty people, with and without two hundred misdeeds: what is found, how soon, and how often nothing was the matter.</summary>
public class ReplayTests(ITestOutputHelper output)
{
    private const int Days = 60;
    private const int Actors = 40;
    private const int Times = 10;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(90);

    [Fact]
    public void normal_days_raise_at_most_one_alert_in_a_hundred()
    {
        var signals = InOrder(new NormalDays(Days, Actors, seed: 1).Play());
        var alerts = Watched(signals);

        output.WriteLine($"{signals.Count} signals of {Days * Actors} actor-days, {alerts.Count} alerts: {Tally(alerts)}");
        signals.Count.ShouldBeGreaterThan(50_000);
        alerts.Count.ShouldBeLessThanOrEqualTo(Days * Actors / 100, Tally(alerts));
    }

    [Fact]
    public void every_misdeed_is_found_by_its_rule_within_ninety_seconds()
    {
        var misdeeds = Enumerable.Range(0, Misdeeds.Ways).SelectMany(way => Enumerable.Range(0, Times).Select(time => Misdeeds.Of(way, Doer(way, time), Day(time)))).ToList();
        var alerts = Watched(InOrder([.. new NormalDays(Days, Actors, seed: 1).Play(), .. misdeeds.SelectMany(x => x.Signals)]));
        var missed = misdeeds.Where(x => !alerts.Any(y => Finds(y, x))).ToList();

        foreach (var way in misdeeds.GroupBy(x => (x.Rule, x.Name)))
            output.WriteLine($"{way.Key.Rule,-4}{way.Key.Name,-42}{way.Count() - way.Count(missed.Contains),3} of {way.Count()}");
        missed.Select(x => $"{x.Rule} {x.Name} {x.Signals[^1].At:O}").ShouldBeEmpty();
    }

    // Twenty people on one day: each does one misdeed then, and another one in another week.
    private static int Doer(int way, int time) => (way + time * 7) % 20;

    /// <summary>A Tuesday, Wednesday or Thursday of the last four weeks.</summary>
    private static DateTimeOffset Day(int time) => NormalDays.Start.AddDays(29 + time / 3 * 7 + time % 3);

    private static bool Finds(Alert alert, Misdeeds.Misdeed misdeed) =>
        alert.Rule == misdeed.Rule && alert.Finding.SubjectId == misdeed.SubjectId
        && alert.Now.At >= misdeed.Signals[0].At && alert.Now.At <= misdeed.Signals[^1].At + Soon;

    private static IReadOnlyList<Signal> InOrder(IEnumerable<Signal> signals) => [.. signals.OrderBy(x => x.At).Select((x, i) => x with { Position = i + 1 })];

    private static List<Alert> Watched(IReadOnlyList<Signal> signals)
    {
        var watch = new Watch();
        return [.. signals.SelectMany(watch.See)];
    }

    private static string Tally(IEnumerable<Alert> alerts) => string.Join(", ", alerts.GroupBy(x => x.Rule).Select(x => $"{x.Key} {x.Count()}×"));
}
