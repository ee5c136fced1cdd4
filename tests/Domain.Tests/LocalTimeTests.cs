using static CleaningEvents.Domain.Tests.Example;

namespace CleaningEvents.Domain.Tests;

public class LocalTimeTests
{
    [Theory]
    [InlineData("Europe/Rome", "2026-01-15", "09:00", "2026-01-15T08:00Z")]
    [InlineData("Europe/Rome", "2026-07-15", "09:00", "2026-07-15T07:00Z")]
    [InlineData("Asia/Shanghai", "2026-07-15", "09:00", "2026-07-15T01:00Z")]
    [InlineData("Asia/Shanghai", "2026-01-15", "07:59", "2026-01-14T23:59Z")]
    public void a_wall_clock_time_is_an_instant(string zone, string day, string time, string instant) =>
        At(zone, day, time).ShouldBe(DateTimeOffset.Parse(instant));

    [Fact]
    public void the_instant_is_in_utc() =>
        At("Asia/Shanghai", "2026-07-15", "09:00").Offset.ShouldBe(TimeSpan.Zero);

    [Theory]
    [InlineData("01:59", "2026-03-29T00:59Z")]
    [InlineData("02:00", "2026-03-29T01:00Z")]
    [InlineData("02:30:15", "2026-03-29T01:00Z")]
    [InlineData("02:59", "2026-03-29T01:00Z")]
    [InlineData("03:00", "2026-03-29T01:00Z")]
    public void a_time_that_summer_skips_is_the_first_after_the_gap(string time, string instant) =>
        At("Europe/Rome", "2026-03-29", time).ShouldBe(DateTimeOffset.Parse(instant));

    [Theory]
    [InlineData("01:59", "2026-10-24T23:59Z")]
    [InlineData("02:00", "2026-10-25T00:00Z")]
    [InlineData("02:59", "2026-10-25T00:59Z")]
    [InlineData("03:00", "2026-10-25T02:00Z")]
    public void of_a_repeated_hour_the_first_counts(string time, string instant) =>
        At("Europe/Rome", "2026-10-25", time).ShouldBe(DateTimeOffset.Parse(instant));

    [Theory]
    [InlineData("Europe/Rome", "2026-03-02T22:59:59Z", "2026-03-02")]
    [InlineData("Europe/Rome", "2026-03-02T23:00Z", "2026-03-03")]
    [InlineData("Europe/Rome", "2026-07-02T22:00Z", "2026-07-03")]
    [InlineData("Asia/Shanghai", "2026-03-02T15:59:59Z", "2026-03-02")]
    [InlineData("Asia/Shanghai", "2026-03-02T16:00Z", "2026-03-03")]
    public void a_day_begins_at_local_midnight(string zone, string instant, string day) =>
        LocalTime.DayOf(DateTimeOffset.Parse(instant), TimeZoneInfo.FindSystemTimeZoneById(zone)).ShouldBe(DateOnly.Parse(day));

    [Fact]
    public void the_offset_of_an_instant_does_not_matter() =>
        LocalTime.DayOf(new DateTimeOffset(2026, 3, 3, 9, 0, 0, TimeSpan.FromHours(14)), Rome).ShouldBe(Monday);

    private static DateTimeOffset At(string zone, string day, string time) =>
        LocalTime.At(DateOnly.Parse(day), TimeOnly.Parse(time), TimeZoneInfo.FindSystemTimeZoneById(zone));
}
