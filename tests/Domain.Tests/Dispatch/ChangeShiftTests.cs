using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class ChangeShiftTests
{
    private static readonly Shift Night = new(new TimeOnly(22, 0), new TimeOnly(6, 0));

    [Fact]
    public void a_cleaner_works_at_other_hours() =>
        Given<Cleaner>(AnaJoined).When(cleaner => cleaner.ChangeShift(Night)).Then(new ShiftChanged(AnaId, Night));

    [Fact]
    public void the_same_hours_change_nothing() =>
        Given<Cleaner>(AnaJoined).When(cleaner => cleaner.ChangeShift(AnaJoined.Shift)).Then();

    [Fact]
    public void who_left_works_no_hours() =>
        Given<Cleaner>(AnaJoined, new CleanerLeft(AnaId, "moved", Ten)).When(cleaner => cleaner.ChangeShift(Night)).ThenRefused("cleaner-not-active");
}
