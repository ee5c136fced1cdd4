using static CleaningEvents.Domain.Tests.Example;

namespace CleaningEvents.Domain.Tests;

public class TimeSlotTests
{
    private static readonly TimeSlot TenToNoon = FromTen(0, 120);

    [Theory]
    [InlineData(-60, 0, false)]
    [InlineData(-60, 1, true)]
    [InlineData(30, 60, true)]
    [InlineData(-60, 180, true)]
    [InlineData(119, 180, true)]
    [InlineData(120, 180, false)]
    public void slots_overlap_unless_one_ends_as_the_other_starts(int from, int until, bool overlaps)
    {
        TenToNoon.Overlaps(FromTen(from, until)).ShouldBe(overlaps);
        FromTen(from, until).Overlaps(TenToNoon).ShouldBe(overlaps);
    }

    [Theory]
    [InlineData(0, 120, true)]
    [InlineData(30, 60, true)]
    [InlineData(-1, 60, false)]
    [InlineData(60, 121, false)]
    public void a_slot_contains_what_starts_and_ends_in_it(int from, int until, bool contained) =>
        TenToNoon.Contains(FromTen(from, until)).ShouldBe(contained);

    private static TimeSlot FromTen(int from, int until) => new(Ten.AddMinutes(from), Ten.AddMinutes(until));
}
