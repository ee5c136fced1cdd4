using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class ShiftTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly Shift Day = new(new TimeOnly(8, 0), new TimeOnly(18, 0));
    private static readonly Shift Night = new(new TimeOnly(22, 0), new TimeOnly(6, 0));

    [Theory]
    [InlineData("2026-03-02T08:00+01:00", "2026-03-02T18:00+01:00", true)]
    [InlineData("2026-03-02T07:59+01:00", "2026-03-02T09:00+01:00", false)]
    [InlineData("2026-03-02T17:00+01:00", "2026-03-02T18:01+01:00", false)]
    [InlineData("2026-03-02T17:00+01:00", "2026-03-03T09:00+01:00", false)]
    public void a_day_shift_covers_what_lies_wholly_within(string from, string until, bool covered) =>
        Day.Covers(Slot(from, until), Rome).ShouldBe(covered);

    [Theory]
    [InlineData("2026-03-02T22:00+01:00", "2026-03-03T06:00+01:00", true)]
    [InlineData("2026-03-02T23:30+01:00", "2026-03-03T00:30+01:00", true)]
    [InlineData("2026-03-03T01:00+01:00", "2026-03-03T02:00+01:00", true)]
    [InlineData("2026-03-03T05:00+01:00", "2026-03-03T06:01+01:00", false)]
    [InlineData("2026-03-02T21:59+01:00", "2026-03-02T23:00+01:00", false)]
    [InlineData("2026-03-03T12:00+01:00", "2026-03-03T13:00+01:00", false)]
    public void a_night_shift_goes_over_midnight(string from, string until, bool covered) =>
        Night.Covers(Slot(from, until), Rome).ShouldBe(covered);

    [Fact]
    public void a_shift_that_ends_as_it_starts_lasts_until_the_next_day()
    {
        var noon = new Shift(new TimeOnly(12, 0), new TimeOnly(12, 0));

        noon.On(Monday, Rome).ShouldBe(Slot("2026-03-02T12:00+01:00", "2026-03-03T12:00+01:00"));
        noon.Covers(Slot("2026-03-03T11:00+01:00", "2026-03-03T12:00+01:00"), Rome).ShouldBeTrue();
    }

    [Fact]
    public void the_night_on_which_summer_begins_is_an_hour_shorter() =>
        Night.On(new DateOnly(2026, 3, 28), Rome).ShouldBe(Slot("2026-03-28T22:00+01:00", "2026-03-29T06:00+02:00"));

    [Fact]
    public void the_night_on_which_summer_ends_is_an_hour_longer()
    {
        var night = Night.On(new DateOnly(2026, 10, 24), Rome);

        night.ShouldBe(Slot("2026-10-24T22:00+02:00", "2026-10-25T06:00+01:00"));
        (night.EndsAt - night.StartsAt).ShouldBe(TimeSpan.FromHours(9));
    }

    [Fact]
    public void the_branch_says_what_time_it_is() =>
        Day.Covers(Slot("2026-03-02T00:00Z", "2026-03-02T10:00Z"), Shanghai).ShouldBeTrue();

    private static TimeSlot Slot(string from, string until) => new(DateTimeOffset.Parse(from), DateTimeOffset.Parse(until));
}
