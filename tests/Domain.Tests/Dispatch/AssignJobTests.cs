using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Dispatch.Proposal;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class AssignJobTests
{
    private static readonly Proposal Usual = new();

    [Fact]
    public void every_position_gets_a_cleaner() =>
        Given<Job>(Booked).When(Usual.Assign).Then(Assigned);

    [Fact]
    public void the_crew_is_written_in_order_of_position() =>
        Given<Job>(Booked).When((Usual with { Wishes = [.. Usual.Wishes.Reverse()] }).Assign).Then(Assigned);

    [Fact]
    public void the_second_may_lead() =>
        Given<Job>(Booked).When((Usual with { LeadId = BobId }).Assign).Then(Assigned with { LeadCleanerId = BobId });

    [Fact]
    public void a_rescheduled_job_is_assigned_anew() =>
        Given<Job>(Booked, Assigned, MovedToTuesday, MovedToTuesday with { NewWindow = Booked.Window, ServiceOn = Monday, Released = [] })
            .When(Usual.Assign).Then(Assigned);

    [Fact]
    public void the_crew_it_has_already_may_have_begun() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten)).When(Usual.Assign).Then();

    [Fact]
    public void one_cleaner_may_do_one_position_after_the_other() =>
        Given<Job>(Booked with { Positions = [new Position(1, "floors", 120), new Position(2, "windows", 60, 120, 120)] })
            .When((Usual with { Wishes = [new Wish(1, AnaId, Ten), new Wish(2, AnaId, Ten.AddHours(2))] }).Assign)
            .Then(Assigned with { Crew = [AnaAtTen, new Assignment(2, AnaId, Ten.AddHours(2), Ten.AddHours(3))] });

    [Fact]
    public void no_cleaner_is_on_two_positions_at_once() =>
        Given<Job>(Booked).When((Usual with { Wishes = [new Wish(1, AnaId, Ten), new Wish(2, AnaId, Ten.AddMinutes(30))] }).Assign)
            .ThenRefused("cleaner-not-free");

    [Fact]
    public void a_cancelled_job_cannot_be_assigned() =>
        Given<Job>(Booked, Cancelled).When(Usual.Assign).ThenRefused("job-not-open");

    [Fact]
    public void a_completed_job_cannot_be_assigned() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten), CheckedOut(AnaId, Ten.AddHours(2), 120), Completed)
            .When(Usual.Assign).ThenRefused("job-not-open");

    [Fact]
    public void another_crew_takes_a_reassignment() =>
        Given<Job>(Booked, Assigned).When((Usual with { LeadId = BobId }).Assign).ThenRefused("job-already-assigned");

    [Theory]
    [InlineData(1)]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(1, 2, 2)]
    public void no_position_is_left_out_or_taken_twice(params int[] positions) =>
        Given<Job>(Booked).When((Usual with { Wishes = [.. positions.Select(x => new Wish(x, AnaId, Ten))] }).Assign).ThenRefused("every-position-once");

    [Theory]
    [InlineData(-1)]
    [InlineData(121)]
    public void position_1_starts_within_the_window(int minutes) =>
        Given<Job>(Booked).When(Starting(minutes, minutes + 30).Assign).ThenRefused("start-outside-window");

    [Theory]
    [InlineData(0)]
    [InlineData(120)]
    public void both_ends_of_the_window_belong_to_it(int minutes) =>
        Given<Job>(Booked).When(Starting(minutes, minutes + 30).Assign).Then(Crew(minutes, minutes + 30));

    [Theory]
    [InlineData(29)]
    [InlineData(61)]
    [InlineData(-30)]
    public void position_2_starts_at_its_distance_from_position_1(int minutes) =>
        Given<Job>(Booked).When(Starting(0, minutes).Assign).ThenRefused("offset-out-of-range");

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    public void both_ends_of_the_distance_belong_to_it(int minutes) =>
        Given<Job>(Booked).When(Starting(0, minutes).Assign).Then(Crew(0, minutes));

    [Fact]
    public void the_lead_is_one_of_the_crew() =>
        Given<Job>(Booked).When((Usual with { LeadId = CleoId }).Assign).ThenRefused("lead-not-in-crew");

    [Fact]
    public void who_left_gets_no_job() =>
        Given<Job>(Booked).When(Usual.With(Free(Bob with { IsActive = false })).Assign).ThenRefused("cleaner-not-active");

    [Fact]
    public void who_cleans_for_another_branch_gets_no_job() =>
        Given<Job>(Booked).When(Usual.With(Free(Bob with { BranchId = Number(60) })).Assign).ThenRefused("cleaner-not-active");

    [Fact]
    public void who_is_excluded_from_the_site_gets_no_job() =>
        Given<Job>(Booked).When((Usual with { Site = Minding(CleanerPreference.Excluded) }).Assign).ThenRefused("cleaner-excluded");

    [Fact]
    public void who_is_preferred_at_the_site_gets_the_job() =>
        Given<Job>(Booked).When((Usual with { Site = Minding(CleanerPreference.Preferred) }).Assign).Then(Assigned);

    [Fact]
    public void who_never_learnt_it_gets_no_job() =>
        Given<Job>(Booked).When(Usual.With(Free(Skilled("floors", null))).Assign).ThenRefused("skill-missing");

    [Fact]
    public void a_skill_that_ended_yesterday_is_missing() =>
        Given<Job>(Booked).When(Usual.With(Free(Skilled("windows", Monday.AddDays(-1)))).Assign).ThenRefused("skill-missing");

    [Fact]
    public void the_last_day_of_a_skill_ends_at_the_branchs_midnight()
    {
        var night = new Shift(new TimeOnly(22, 0), new TimeOnly(6, 0));
        var late = Starting(13 * 60 + 30, 14 * 60) with { Candidates = [Free(Ana with { Shift = night }), Free(Bob with { Shift = night })] };

        Given<Job>(Booked with { Window = new StartWindow(Ten, Ten.AddHours(14)) }).When(late.Assign).ThenRefused("skill-missing");
    }

    [Theory]
    [InlineData("10:31", "18:00")]
    [InlineData("08:00", "11:29")]
    public void nobody_works_outside_the_shift(string from, string until) =>
        Given<Job>(Booked).When(Usual.With(Free(Working(from, until))).Assign).ThenRefused("outside-shift");

    [Fact]
    public void both_ends_of_the_shift_belong_to_it() =>
        Given<Job>(Booked).When(Usual.With(Free(Working("10:30", "11:30"))).Assign).Then(Assigned);

    [Theory]
    [InlineData(0, 31)]
    [InlineData(89, 120)]
    [InlineData(45, 60)]
    public void nobody_is_on_two_jobs_at_once(int from, int until) =>
        Given<Job>(Booked).When(Usual.With(Busy(Number(61), from, until)).Assign).ThenRefused("cleaner-not-free");

    [Theory]
    [InlineData(0, 30)]
    [InlineData(90, 120)]
    public void one_job_may_end_as_the_next_begins(int from, int until) =>
        Given<Job>(Booked).When(Usual.With(Busy(Number(61), from, until)).Assign).Then(Assigned);

    [Fact]
    public void the_job_does_not_stand_in_its_own_way() =>
        Given<Job>(Booked).When(Usual.With(Busy(JobId, 30, 90)).Assign).Then(Assigned);

    private static JobAssigned Crew(int anaMinutes, int bobMinutes) => Assigned with
    {
        Crew =
        [
            new Assignment(1, AnaId, Ten.AddMinutes(anaMinutes), Ten.AddMinutes(anaMinutes + 120)),
            new Assignment(2, BobId, Ten.AddMinutes(bobMinutes), Ten.AddMinutes(bobMinutes + 60)),
        ],
    };

    private static Site Minding(CleanerPreference preference) =>
        StateOf<Site>(PiazzaRegistered, new CleanerPreferenceSet(SiteId, CustomerId, BobId, preference, "knows the house"));

    private static Cleaner Skilled(string skill, DateOnly? until) => Bob with { Skills = new Dictionary<string, DateOnly?> { [skill] = until } };

    private static Cleaner Working(string from, string until) => Bob with { Shift = new Shift(TimeOnly.Parse(from), TimeOnly.Parse(until)) };

    private static Candidate Busy(Guid jobId, int from, int until) =>
        new(Bob, [new Booking(jobId, new TimeSlot(Ten.AddMinutes(from), Ten.AddMinutes(until)))]);
}
