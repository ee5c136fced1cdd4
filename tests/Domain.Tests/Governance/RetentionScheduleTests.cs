using CleaningEvents.Domain.Governance;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Governance;

public class RetentionScheduleTests
{
    private static readonly RetentionExecuted Done = new(RetentionSchedule.IdOf(Purpose.Presence), Purpose.Presence, "2026-01", 7, Ten);

    [Fact]
    public void the_month_of_the_oldest_readable_day_stays() =>
        RetentionSchedule.MonthAt(Purpose.Presence, Ten).ShouldBe("2026-01");

    [Fact]
    public void a_month_that_was_done_is_not_done_again() =>
        Given<RetentionSchedule>(Done).When(Execute("2026-01", 0)).Then();

    [Fact]
    public void keys_that_a_late_entry_left_in_it_are_told() =>
        Given<RetentionSchedule>(Done).When(Execute("2026-01", 1)).ThenEachTime(Done with { KeysDestroyed = 1 });

    [Fact]
    public void a_new_month_is_told_even_when_it_held_nothing() =>
        Given<RetentionSchedule>(Done).When(Execute("2026-02", 0)).Then(Done with { Month = "2026-02", KeysDestroyed = 0 });

    [Fact]
    public void the_first_run_is_told() =>
        GivenNothing<RetentionSchedule>().When(Execute("2026-01", 0)).Then(Done with { KeysDestroyed = 0 });

    private static Func<RetentionSchedule?, Decision> Execute(string month, int keys) =>
        schedule => RetentionSchedule.Execute(schedule, Purpose.Presence, month, keys, Ten);
}
