using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class RescheduleJobTests
{
    private static readonly DateTimeOffset HourBefore = Ten.AddHours(-1);

    [Fact]
    public void a_booked_job_moves() =>
        Given<Job>(Booked).When(job => Move(job, MovedToTuesday.NewWindow)).Then(MovedToTuesday with { Released = [] });

    [Fact]
    public void the_crew_of_an_assigned_job_is_free_again() =>
        Given<Job>(Booked, Assigned).When(job => Move(job, MovedToTuesday.NewWindow)).Then(MovedToTuesday);

    [Fact]
    public void it_may_move_back() =>
        Given<Job>(Booked, MovedToTuesday).When(job => job.Reschedule(Booked.Window, Milan, RescheduleReason.CleanerIll, "well again", HourBefore))
            .Then(new JobRescheduled(JobId, CustomerId, MovedToTuesday.NewWindow, Booked.Window, Monday, RescheduleReason.CleanerIll, Party.Cleaner, "well again", 25 * 60, []));

    [Fact]
    public void the_day_is_that_of_the_wall_clock() =>
        Given<Job>(Booked).When(job => Move(job, new StartWindow(Ten.AddHours(14), Ten.AddHours(15))))
            .Then(MovedToTuesday with { NewWindow = new StartWindow(Ten.AddHours(14), Ten.AddHours(15)), Released = [] });

    [Fact]
    public void the_notice_of_an_assigned_job_runs_to_its_first_planned_start() =>
        Given<Job>(Booked, Assigned with { Crew = [AnaAtTen with { StartsAt = Ten.AddHours(1) }] })
            .When(job => Move(job, MovedToTuesday.NewWindow)).Then(MovedToTuesday with { NoticeMinutes = 120, Released = [AnaId] });

    [Fact]
    public void a_start_that_is_past_gives_less_than_no_notice() =>
        Given<Job>(Booked).When(job => job.Reschedule(MovedToTuesday.NewWindow, Milan, RescheduleReason.CustomerAskedForAnotherTime, "holiday", Ten.AddSeconds(1)))
            .Then(MovedToTuesday with { NoticeMinutes = -1, Released = [] });

    [Fact]
    public void a_cleaner_on_two_positions_is_released_once() =>
        Given<Job>(Booked, Assigned with { Crew = [AnaAtTen, AnaAtTen with { Position = 2 }] })
            .When(job => Move(job, MovedToTuesday.NewWindow)).Then(MovedToTuesday with { Released = [AnaId] });

    [Fact]
    public void the_same_window_changes_nothing() =>
        Given<Job>(Booked, Assigned).When(job => Move(job, Booked.Window)).Then();

    [Fact]
    public void what_happened_to_the_old_crew_is_past()
    {
        var job = StateOf<Job>(Booked, Assigned, new CleanerNoShowRecorded(JobId, CustomerId, AnaId, 15, Finder.Person, Ten.AddMinutes(15)), MovedToTuesday);

        job.Status.ShouldBe(JobStatus.Booked);
        job.Crew.ShouldBeEmpty();
        job.NoShows.ShouldBeEmpty();
    }

    [Fact]
    public void a_begun_job_stays_where_it_is() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten)).When(job => Move(job, MovedToTuesday.NewWindow)).ThenRefused("job-already-begun");

    [Fact]
    public void a_completed_job_stays_where_it_is() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten), CheckedOut(AnaId, Ten.AddHours(2), 120), Completed)
            .When(job => Move(job, MovedToTuesday.NewWindow)).ThenRefused("job-already-begun");

    [Fact]
    public void a_cancelled_job_stays_where_it_is() =>
        Given<Job>(Booked, Cancelled).When(job => Move(job, MovedToTuesday.NewWindow)).ThenRefused("job-already-begun");

    [Fact]
    public void a_window_does_not_end_before_it_begins() =>
        Given<Job>(Booked).When(job => Move(job, new StartWindow(Ten, Ten.AddTicks(-1)))).ThenRefused("window-ends-before-it-begins");

    [Fact]
    public void a_window_is_not_longer_than_seven_days() =>
        Given<Job>(Booked).When(job => Move(job, new StartWindow(Ten, Ten.AddDays(7).AddTicks(1)))).ThenRefused("window-too-long");

    private static Decision Move(Job job, StartWindow window) => job.Reschedule(window, Milan, RescheduleReason.CustomerAskedForAnotherTime, "holiday", HourBefore);
}
