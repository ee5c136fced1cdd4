using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Dispatch.Proposal;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class ReassignJobTests
{
    private static readonly Assignment CleoAtHalfPast = BobAtHalfPast with { CleanerId = CleoId };
    private static readonly Proposal CleoForBob = new() { Wishes = [new Wish(1, AnaId, Ten), new Wish(2, CleoId, Ten.AddMinutes(30))] };
    private static readonly JobReassigned BobReplaced = new(JobId, CustomerId, Monday, [AnaAtTen, CleoAtHalfPast], AnaId, [BobId], "ill");
    private static readonly Dictionary<string, Cleaner> NoLongerFit = new()
    {
        ["cleaner-not-active"] = Ana with { IsActive = false },
        ["skill-missing"] = Ana with { Skills = new Dictionary<string, DateOnly?>() },
        ["outside-shift"] = Ana with { Shift = new Shift(new TimeOnly(12, 0), new TimeOnly(18, 0)) },
    };

    private static readonly Booking Elsewhere = new(Number(61), new TimeSlot(Ten, Ten.AddHours(1)));
    private static readonly Site WithoutCleo =
        StateOf<Site>(PiazzaRegistered, new CleanerPreferenceSet(SiteId, CustomerId, CleoId, CleanerPreference.Excluded, "broke a vase"));

    [Fact]
    public void who_cannot_come_is_replaced() =>
        Given<Job>(Booked, Assigned).When(job => CleoForBob.Reassign(job)).Then(BobReplaced);

    [Fact]
    public void who_was_replaced_may_return() =>
        Given<Job>(Booked, Assigned, BobReplaced).When(job => new Proposal().Reassign(job))
            .Then(new JobReassigned(JobId, CustomerId, Monday, [AnaAtTen, BobAtHalfPast], AnaId, [CleoId], "ill"));

    [Fact]
    public void another_start_releases_nobody() =>
        Given<Job>(Booked, Assigned).When(job => Starting(0, 45).Reassign(job))
            .Then(new JobReassigned(JobId, CustomerId, Monday, [AnaAtTen, new Assignment(2, BobId, Ten.AddMinutes(45), Ten.AddMinutes(105))], AnaId, [], "ill"));

    [Fact]
    public void another_lead_is_a_reassignment() =>
        Given<Job>(Booked, Assigned).When(job => (new Proposal() with { LeadId = BobId }).Reassign(job))
            .Then(new JobReassigned(JobId, CustomerId, Monday, [AnaAtTen, BobAtHalfPast], BobId, [], "ill"));

    [Fact]
    public void who_has_not_come_yet_is_replaced_while_the_others_work() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten)).When(job => CleoForBob.Reassign(job)).Then(BobReplaced);

    [Theory]
    [InlineData("cleaner-not-active")]
    [InlineData("skill-missing")]
    [InlineData("outside-shift")]
    public void who_is_at_work_does_not_hinder_that_another_is_replaced(string unfit) =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten))
            .When(job => (CleoForBob with { Candidates = [Free(NoLongerFit[unfit]), Free(Cleo)] }).Reassign(job)).Then(BobReplaced);

    [Theory]
    [InlineData("cleaner-not-active")]
    [InlineData("skill-missing")]
    [InlineData("outside-shift")]
    public void who_has_not_come_must_still_be_fit(string unfit) =>
        Given<Job>(Booked, Assigned)
            .When(job => (CleoForBob with { Candidates = [Free(NoLongerFit[unfit]), Free(Cleo)] }).Reassign(job)).ThenRefused(unfit);

    [Fact]
    public void who_is_at_work_must_be_fit_for_another_position() =>
        Given<Job>(Booked with { Positions = [new Position(1, "floors", 120), new Position(2, "windows", 60, 30, 180)] }, Assigned, CheckedIn(AnaId, Ten))
            .When(job => (CleoForBob with
            {
                Wishes = [new Wish(1, AnaId, Ten), new Wish(2, AnaId, Ten.AddHours(2))],
                Candidates = [Free(Ana with { IsActive = false })],
            }).Reassign(job))
            .ThenRefused("cleaner-not-active");

    [Fact]
    public void the_others_work_on_after_it() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten), BobReplaced).When(job => job.CheckOut(AnaId, Ten.AddHours(2)))
            .Then(CheckedOut(AnaId, Ten.AddHours(2), 120));

    [Fact]
    public void the_crew_it_has_changes_nothing() =>
        Given<Job>(Booked, Assigned).When(job => new Proposal().Reassign(job)).Then();

    [Fact]
    public void who_was_released_is_no_longer_expected() =>
        Given<Job>(Booked, Assigned, BobReplaced).When(job => job.RecordNoShow(BobId, Finder.Person, Ten.AddHours(2))).ThenRefused("not-in-crew");

    [Fact]
    public void a_booked_job_has_no_crew_to_change() =>
        Given<Job>(Booked).When(job => CleoForBob.Reassign(job)).ThenRefused("job-not-assigned");

    [Fact]
    public void a_cancelled_job_has_no_crew_to_change() =>
        Given<Job>(Booked, Assigned, Cancelled).When(job => CleoForBob.Reassign(job)).ThenRefused("job-not-assigned");

    [Fact]
    public void a_completed_job_has_no_crew_to_change() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten), CheckedOut(AnaId, Ten.AddHours(2), 120), Completed)
            .When(job => CleoForBob.Reassign(job)).ThenRefused("job-not-assigned");

    [Fact]
    public void no_position_is_left_out() =>
        Given<Job>(Booked, Assigned).When(job => (CleoForBob with { Wishes = [new Wish(1, AnaId, Ten)] }).Reassign(job)).ThenRefused("every-position-once");

    [Fact]
    public void who_has_come_is_not_replaced() =>
        Given<Job>(Booked, Assigned, CheckedIn(BobId, Ten)).When(job => CleoForBob.Reassign(job)).ThenRefused("cleaner-already-came");

    [Fact]
    public void who_has_come_keeps_the_planned_times() =>
        Given<Job>(Booked, Assigned, CheckedIn(BobId, Ten)).When(job => Starting(0, 45).Reassign(job)).ThenRefused("cleaner-already-came");

    [Fact]
    public void who_has_gone_again_is_not_replaced_either() =>
        Given<Job>(Booked, Assigned, CheckedIn(BobId, Ten), CheckedOut(BobId, Ten.AddHours(1), 60)).When(job => CleoForBob.Reassign(job))
            .ThenRefused("cleaner-already-came");

    [Fact]
    public void the_window_still_holds() =>
        Given<Job>(Booked, Assigned).When(job => Starting(-30, 0).Reassign(job)).ThenRefused("start-outside-window");

    [Fact]
    public void the_distance_still_holds() =>
        Given<Job>(Booked, Assigned).When(job => Starting(0, 61).Reassign(job)).ThenRefused("offset-out-of-range");

    [Fact]
    public void the_lead_is_one_of_the_new_crew() =>
        Given<Job>(Booked, Assigned).When(job => (CleoForBob with { LeadId = BobId }).Reassign(job)).ThenRefused("lead-not-in-crew");

    [Fact]
    public void who_comes_instead_is_free() =>
        Given<Job>(Booked, Assigned).When(job => (CleoForBob with { Candidates = [Free(Ana), new Candidate(Cleo, [Elsewhere])] }).Reassign(job))
            .ThenRefused("cleaner-not-free");

    [Fact]
    public void who_comes_instead_is_welcome() =>
        Given<Job>(Booked, Assigned).When(job => (CleoForBob with { Site = WithoutCleo }).Reassign(job)).ThenRefused("cleaner-excluded");
}
