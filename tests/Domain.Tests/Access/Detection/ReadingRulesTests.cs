using CleaningEvents.Domain.Access.Detection;
using static CleaningEvents.Domain.Tests.Access.Detection.Story;

namespace CleaningEvents.Domain.Tests.Access.Detection;

/// <summary>Each rule about what people look at, just below and just above its numbers.</summary>
public class ReadingRulesTests
{
    [Theory]
    [InlineData(20, 0)]
    [InlineData(21, 1)]
    public void a_volume_spike_is_more_than_twenty_records_in_an_hour(int records, int alerts) =>
        new Story().Repeat(records, TimeSpan.FromMinutes(2.7), (x, i) => x.Open(i)).Found("R1").Count().ShouldBe(alerts);

    [Fact]
    public void the_same_record_counts_once() =>
        new Story().Repeat(60, TimeSpan.FromSeconds(50), (x, i) => x.Open(i % 20)).Found("R1").ShouldBeEmpty();

    [Theory]
    [InlineData(47, 0)]
    [InlineData(48, 1)]
    public void who_always_reads_much_has_a_limit_of_their_own(int records, int alerts)
    {
        // On four Mondays 26, 30, 34 and 30 records an hour: median 30, deviation 2 times 1.48, and six times that.
        var story = new Story().Off("R1");
        foreach (var usual in new[] { 26, 30, 34, 30 })
            story.Repeat(usual, TimeSpan.FromSeconds(100), (x, i) => x.Open(i)).Days(7).Seconds(-100 * usual);
        story.Tune("R1").Repeat(records, TimeSpan.FromSeconds(60), (x, i) => x.Open(i));

        story.Found("R1").Count().ShouldBe(alerts);
    }

    [Theory]
    [InlineData(20, 0)]
    [InlineData(21, 1)]
    public void pages_of_lists_are_counted_as_pages(int pages, int alerts) =>
        new Story().Repeat(pages, TimeSpan.FromMinutes(1), (x, i) => x.See(SignalKind.Listed, y => y with { Records = [Record(i), Record(-i)] })).Found("R1").Count().ShouldBe(alerts);

    [Theory]
    [InlineData(24, 7, 0)]
    [InlineData(25, 7, 1)]
    [InlineData(25, 8, 0)]
    public void a_burst_is_twenty_five_records_in_three_minutes_of_a_session(int records, int seconds, int alerts) =>
        new Story().Repeat(records, TimeSpan.FromSeconds(seconds), (x, i) => x.Open(i)).Found("R2").Count().ShouldBe(alerts);

    [Fact]
    public void two_sessions_make_no_burst_together() =>
        new Story().Repeat(30, TimeSpan.FromSeconds(5), (x, i) => x.Open(i, y => y with { SessionId = Example.Number(i % 2) })).Found("R2").ShouldBeEmpty();

    [Fact]
    public void an_alert_names_its_evidence()
    {
        var alert = new Story().Repeat(25, TimeSpan.FromSeconds(7), (x, i) => x.Open(i)).Found("R2").Single();

        (alert.Finding.AccountId, alert.Finding.Baseline, alert.Finding.Observed).ShouldBe((Ana, 25, 25));
        alert.Finding.Evidence.ShouldBe(Enumerable.Range(1, 25).Select(x => (long)x));
        (alert.Now.At - alert.Finding.From).ShouldBe(TimeSpan.FromSeconds(168));
    }

    [Theory]
    [InlineData(14, 0)]
    [InlineData(15, 1)]
    public void a_walk_in_order_is_found_however_irregular(int records, int alerts) =>
        new Story().Repeat(records, TimeSpan.Zero, (x, i) => x.Seconds(5 + 12 * (i % 3)).See(SignalKind.Opened, y => y with { Records = [Example.Number(i)] }))
            .Found("R3").Count().ShouldBe(alerts);

    [Theory]
    [InlineData(14, 0)]
    [InlineData(15, 1)]
    public void a_walk_as_regular_as_a_program_is_found_in_any_order(int records, int alerts) =>
        new Story().Repeat(records, TimeSpan.FromSeconds(15), (x, i) => x.Open(i)).Found("R3").Count().ShouldBe(alerts);

    [Fact]
    public void people_read_in_no_order_and_with_pauses() =>
        new Story().Repeat(40, TimeSpan.Zero, (x, i) => x.Open(i).Seconds(3 + 20 * (i % 3))).Found("R3").ShouldBeEmpty();

    [Theory]
    [InlineData(200, 0)]
    [InlineData(201, 1)]
    public void a_bulk_export_has_more_than_two_hundred_rows(int rows, int alerts)
    {
        var story = new Story().See(SignalKind.Exported).Days(2);
        story.Found("R4").Count().ShouldBe(1, "It was the first ever.");

        story.See(SignalKind.Exported, x => x with { Count = rows }).Found("R4").Count().ShouldBe(1 + alerts);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public void three_exports_a_day_are_many(int exports, int alerts) =>
        new Story().See(SignalKind.Exported).Days(2).Repeat(exports, TimeSpan.FromHours(1), (x, _) => x.See(SignalKind.Exported)).Found("R4").Count().ShouldBe(1 + alerts);

    [Fact]
    public void a_record_of_another_branch_is_strange_once()
    {
        var story = new Story().Repeat(40, TimeSpan.FromMinutes(30), (x, i) => x.Open(i));
        story.Open(99, Abroad).Found("R5").Count().ShouldBe(1);
        story.Days(2).Open(99, Abroad).Found("R5").Count().ShouldBe(1, "It is known by now.");
    }

    [Fact]
    public void a_record_that_one_worked_on_is_not_strange() =>
        new Story().See(SignalKind.Acted, x => x with { Records = [Record(99)] }).Open(99, Abroad).Found("R5").ShouldBeEmpty();

    [Fact]
    public void who_often_looks_beyond_the_branch_is_not_strange() =>
        new Story().Off("R5").Repeat(40, TimeSpan.FromMinutes(30), (x, i) => x.Open(i, i % 8 is 0 ? Abroad : null)).Tune("R5").Open(16 * 8, Abroad).Found("R5").ShouldBeEmpty();

    [Fact]
    public void a_look_at_night_is_unusual_for_who_works_by_day() =>
        Worked(60).Wait(TimeSpan.FromHours(12)).Open(1).Found("R6").Count().ShouldBe(1);

    [Fact]
    public void on_a_sunday_too() =>
        Worked(60).Wait(TimeSpan.FromDays(6)).Open(1).Found("R6").Count().ShouldBe(1);

    [Fact]
    public void in_office_hours_all_is_well() =>
        Worked(60).Wait(TimeSpan.FromHours(4)).Open(1).Found("R6").ShouldBeEmpty();

    [Fact]
    public void who_is_not_known_yet_has_no_usual_hours() =>
        Worked(49).Wait(TimeSpan.FromHours(12)).Open(1).Found("R6").ShouldBeEmpty();

    [Fact]
    public void who_works_at_night_may() =>
        new Story().Wait(TimeSpan.FromHours(12)).Repeat(60, TimeSpan.FromDays(1), (x, i) => x.Open(i)).Found("R6").ShouldBeEmpty();

    [Theory]
    [InlineData(44.9, 0)]
    [InlineData(45, 1)]
    public void an_account_is_dormant_after_forty_five_days(double days, int alerts) =>
        new Story().Open(1).Days(days).Open(2).Found("R7").Count().ShouldBe(alerts);

    [Fact]
    public void a_look_at_a_canary_is_found_whatever_the_way()
    {
        var story = new Story().See(SignalKind.Baited, x => x with { AccountId = Bob, Records = [Record(7)] });
        story.Open(6).Found("R20").ShouldBeEmpty();
        story.See(SignalKind.Listed, x => x with { Records = [Record(6), Record(7)] }).Found("R20").Count().ShouldBe(1);
    }

    [Fact]
    public void a_canary_that_was_lifted_is_one_no_more() =>
        new Story().See(SignalKind.Baited, x => x with { Records = [Record(7)] }).See(SignalKind.Unbaited, x => x with { Records = [Record(7)] }).Open(7).Found("R20").ShouldBeEmpty();

    [Fact]
    public void within_its_quiet_stretch_a_rule_alerts_once() =>
        new Story().Repeat(50, TimeSpan.FromSeconds(3), (x, i) => x.Open(i)).Found("R2").Count().ShouldBe(1);

    [Fact]
    public void a_detector_that_is_off_finds_nothing() =>
        new Story().Off("R2").Repeat(50, TimeSpan.FromSeconds(3), (x, i) => x.Open(i)).Found("R2").ShouldBeEmpty();

    [Fact]
    public void a_tuned_detector_goes_by_its_own_numbers() =>
        new Story().Tune("R2", ("records", 5)).Repeat(5, TimeSpan.FromSeconds(3), (x, i) => x.Open(i)).Found("R2").Count().ShouldBe(1);

    private static Signal Abroad(Signal signal) => signal with { Foreign = [Record(99)] };

    /// <summary>So many looks on Monday from 10 to 11 o'clock; the time is 10 on that day then.</summary>
    private static Story Worked(int looks)
    {
        var story = new Story().Repeat(looks, TimeSpan.FromSeconds(60), (x, i) => x.Open(i % 10));
        return story.Wait(TimeSpan.FromMinutes(-looks));
    }
}
