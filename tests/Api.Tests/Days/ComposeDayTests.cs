using System.Globalization;
using CleaningEvents.Api.Hosting.Days;

namespace CleaningEvents.Api.Tests.Days;

public class ComposeDayTests
{
    [Fact]
    public void a_seed_always_makes_the_same_bytes() =>
        ComposeDay.Compose(60, 14, 7).ShouldBe(ComposeDay.Compose(60, 14, 7));

    [Fact]
    public void another_seed_makes_another_day() =>
        ComposeDay.Compose(60, 14, 8).ShouldNotBe(ComposeDay.Compose(60, 14, 7));

    [Fact]
    public void the_bytes_do_not_depend_on_how_the_country_writes_numbers()
    {
        var before = CultureInfo.CurrentCulture;
        var here = ComposeDay.Compose(60, 14, 7);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("it-IT");
            ComposeDay.Compose(60, 14, 7).ShouldBe(here);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5_000)]
    [InlineData(60, 14)]
    [InlineData(200, 1)]
    [InlineData(500, 140)]
    [InlineData(5_000, 5_000)]
    public void its_own_reader_finds_no_fault(int jobs, int cleaners)
    {
        var (day, faults) = SmallDay.Read(ComposeDay.Compose(jobs, cleaners, seed: 3));

        faults.ShouldBeEmpty();
        (day!.Visits.Count, day.Cleaners.Count).ShouldBe((jobs, cleaners));
    }

    [Theory]
    [InlineData(0, 1, "jobs", "A composed day has 1 to 5000 jobs, not 0.")]
    [InlineData(5_001, 1, "jobs", "A composed day has 1 to 5000 jobs, not 5001.")]
    [InlineData(1, -1, "cleaners", "A composed day has 1 to 5000 cleaners, not -1.")]
    [InlineData(1, 5_001, "cleaners", "A composed day has 1 to 5000 cleaners, not 5001.")]
    public void too_few_or_too_many_are_refused(int jobs, int cleaners, string what, string because)
    {
        var refusal = Should.Throw<ArgumentOutOfRangeException>(() => ComposeDay.Compose(jobs, cleaners, seed: 1));

        refusal.ParamName.ShouldBe(what);
        refusal.Message.ShouldStartWith(because);
    }

    [Fact]
    public void about_an_eighth_takes_two_at_once_and_a_sixteenth_two_in_turn()
    {
        var visits = SmallDay.Read(ComposeDay.Compose(500, 140, 7)).Day!.Visits;
        var crews = visits.Where(visit => visit.Positions.Count == 2).ToList();

        crews.Count(visit => visit.Positions[1].Offset.Until == 0).ShouldBe(60);
        crews.Count(visit => visit.Positions[1].Offset.Until > 0).ShouldBe(30);
    }

    [Fact]
    public void the_day_is_as_varied_as_a_town()
    {
        var day = SmallDay.Read(ComposeDay.Compose(60, 14, 7)).Day!;

        day.Visits.Count(visit => visit.ExcludedCleaners.Count > 0).ShouldBe(4);
        day.Visits.SelectMany(visit => visit.Positions).Select(position => position.Skill).Distinct().Count().ShouldBe(6);
        day.Cleaners.Select(cleaner => cleaner.Shift).Distinct().Count().ShouldBe(3);
        day.Cleaners.Select(cleaner => cleaner.Place).Distinct().Count().ShouldBe(3);
        Enumerable.Range(0, day.Travel.Places).Max(place => day.Travel.Minutes(0, place)).ShouldBeInRange(10, 60);
    }

    [Theory]
    [InlineData(60, 14, 7)]
    [InlineData(60, 14, 8)]
    [InlineData(20, 5, 1)]
    [InlineData(500, 140, 2)]
    public void at_least_nine_tenths_of_the_day_fall_into_place_at_first_try(int jobs, int cleaners, int seed) =>
        FirstFit.PlacedIn(SmallDay.Read(ComposeDay.Compose(jobs, cleaners, seed)).Day!).ShouldBeGreaterThanOrEqualTo(jobs * 9 / 10);
}
