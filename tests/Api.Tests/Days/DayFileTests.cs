using System.Text;
using CleaningEvents.Api.Hosting.Days;
using CleaningEvents.Domain;

namespace CleaningEvents.Api.Tests.Days;

public class DayFileTests
{
    [Fact]
    public void a_day_is_told_in_our_words()
    {
        var (day, faults) = SmallDay.Read(SmallDay.Json);

        faults.ShouldBeEmpty();
        day!.Name.ShouldBe("small");
        var school = day.Visits[0];
        (school.Reference, school.Location, school.Place, school.Window).ShouldBe(("school", new GeoPoint(44.51, 11.3), 2, new MinuteRange(120, 240)));
        school.Positions.ShouldBe([new("windows", 45, new(0, 0)), new("floors", 30, new(45, 90))]);
        school.ExcludedCleaners.ShouldBe(["bo"]);
        var ana = day.Cleaners[0];
        (ana.Reference, ana.StartsFrom, ana.Place, ana.Shift).ShouldBe(("ana", new GeoPoint(44.5, 11.34), 0, new MinuteRange(120, 600)));
        ana.Skills.ShouldBe(["windows", "floors"]);
    }

    [Fact]
    public void travel_may_differ_there_and_back()
    {
        var travel = SmallDay.Read(SmallDay.Json).Day!.Travel;

        (travel.Places, travel.Minutes(from: 0, to: 1), travel.Minutes(from: 1, to: 0)).ShouldBe((3, 12, 11.5));
        Should.Throw<ArgumentOutOfRangeException>(() => travel.Minutes(0, 3));
        Should.Throw<ArgumentOutOfRangeException>(() => travel.Minutes(-1, 0));
    }

    [Fact]
    public void a_cleaner_without_shift_or_start_has_the_whole_day_and_the_first_office()
    {
        var bo = SmallDay.Read(SmallDay.Json).Day!.Cleaners[1];

        (bo.Shift, bo.Place).ShouldBe((new MinuteRange(0, 1440), 0));
    }

    [Fact]
    public void a_shift_may_cross_midnight() =>
        SmallDay.Read(SmallDay.With("caregivers[0].working_shift", "[960, 1500]")).Day!.Cleaners[0].Shift.ShouldBe(new MinuteRange(960, 1500));

    [Fact]
    public void simultaneous_services_start_together() =>
        SmallDay.Read(SmallDay.With("patients[0].synchronization", """{ "type": "simultaneous" }"""))
            .Day!.Visits[0].Positions.ShouldAllBe(position => position.Offset == new MinuteRange(0, 0));

    [Fact]
    public void the_older_dialect_counts_places_from_the_central_office_and_writes_whole_numbers_with_a_point()
    {
        var (day, faults) = SmallDay.Read("""
            { "central_offices": [{ "id": "d", "location": [50.0, 40.0] }], "services": [{ "id": "s1", "default_duration": 14.0 }],
              "caregivers": [{ "id": "c1", "abilities": ["s1"] }], "distances": [[0.0, 38.471], [38.471, 0.0]],
              "patients": [{ "id": "p1", "location": [47.0, 32.0], "time_window": [345.0, 465.0], "required_caregivers": [{ "service": "s1", "duration": 14.0 }] }] }
            """);

        faults.ShouldBeEmpty();
        day!.Name.ShouldBeNull();
        (day.Visits[0].Place, day.Visits[0].Window, day.Visits[0].Positions[0].DurationMinutes).ShouldBe((1, new MinuteRange(345, 465), 14));
        day.Travel.Minutes(0, 1).ShouldBe(38.471);
    }

    [Fact]
    public void a_byte_order_mark_is_no_fault() =>
        SmallDay.Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(SmallDay.Json)]).Faults.ShouldBeEmpty();

    [Fact]
    public void every_fault_is_told_at_once()
    {
        var json = SmallDay.Json.Replace("[120, 240]", "[240, 120]").Replace("\"duration\": 60", "\"duration\": 0").Replace("[\"bo\"]", "[\"cy\"]");

        SmallDay.Read(json).Faults.Select(fault => (fault.Path, fault.Rule)).ShouldBe([
            ("patients[0].time_window", "from-after-until"),
            ("patients[0].incompatible_caregivers[0]", "caregiver-unknown"),
            ("patients[1].required_caregivers[0].duration", "out-of-range"),
        ]);
    }

    [Fact]
    public void of_many_faults_the_first_twenty_are_told()
    {
        var (day, faults) = SmallDay.Read(SmallDay.With("caregivers[1].abilities", $"[{string.Join(',', Enumerable.Repeat("7", 100))}]"));

        day.ShouldBeNull();
        faults.Count.ShouldBe(DayFile.MostFaults);
        faults[^1].Path.ShouldBe("caregivers[1].abilities[19]");
    }

    [Fact]
    public void a_broken_list_is_told_once_and_not_for_each_mention_of_its_items() =>
        SmallDay.Read(SmallDay.With("services", null)).Faults.ShouldHaveSingleItem().Path.ShouldBe("services");
}
