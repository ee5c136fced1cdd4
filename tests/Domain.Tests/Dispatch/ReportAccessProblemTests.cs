using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class ReportAccessProblemTests
{
    private static readonly AccessProblemReported NobodyHome = new(JobId, CustomerId, AnaId, AccessProblem.NobodyHome, 10, "rang twice", Ten);

    [Fact]
    public void a_cleaner_stands_before_a_closed_door() =>
        Given<Job>(Booked, Assigned).When(job => Report(job)).Then(NobodyHome);

    [Fact]
    public void nobody_stands_there_more_than_two_hours_before() =>
        Given<Job>(Booked, Assigned).When(job => Report(job, at: Ten.AddHours(-2).AddTicks(-1))).ThenRefused("too-early");

    [Fact]
    public void two_hours_before_somebody_may() =>
        Given<Job>(Booked, Assigned).When(job => Report(job, at: Ten.AddHours(-2))).Then(NobodyHome with { OccurredAt = Ten.AddHours(-2) });

    [Fact]
    public void a_problem_may_show_inside() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten)).When(job => Report(job, AccessProblem.Alarm)).Then(NobodyHome with { Problem = AccessProblem.Alarm });

    [Fact]
    public void another_problem_is_another_report() =>
        Given<Job>(Booked, Assigned, NobodyHome).When(job => Report(job, AccessProblem.Refused)).Then(NobodyHome with { Problem = AccessProblem.Refused });

    [Fact]
    public void the_second_cleaner_speaks_for_themselves() =>
        Given<Job>(Booked, Assigned, NobodyHome).When(job => job.ReportAccessProblem(BobId, AccessProblem.NobodyHome, 10, "rang twice", Ten))
            .Then(NobodyHome with { CleanerId = BobId });

    [Fact]
    public void the_same_report_changes_nothing() =>
        Given<Job>(Booked, Assigned, NobodyHome).When(job => Report(job, at: Ten.AddMinutes(1))).Then();

    [Fact]
    public void who_waits_on_reports_again() =>
        Given<Job>(Booked, Assigned, NobodyHome).When(job => job.ReportAccessProblem(AnaId, AccessProblem.NobodyHome, 30, "rang twice", Ten.AddMinutes(20)))
            .Then(NobodyHome with { MinutesWaited = 30, OccurredAt = Ten.AddMinutes(20) });

    [Fact]
    public void who_learns_more_reports_again() =>
        Given<Job>(Booked, Assigned, NobodyHome).When(job => job.ReportAccessProblem(AnaId, AccessProblem.NobodyHome, 10, "neighbour has no key", Ten))
            .Then(NobodyHome with { Note = "neighbour has no key" });

    [Fact]
    public void the_job_stays_open() =>
        Given<Job>(Booked, Assigned, NobodyHome).When(job => job.CheckIn(AnaId, new CheckInClaim(CheckInMethod.Nfc, null, null, null, null), Piazza, false, Ten))
            .Then(CheckedIn(AnaId, Ten));

    [Fact]
    public void a_moved_job_has_another_door() =>
        Given<Job>(Booked, Assigned, NobodyHome, MovedToTuesday, Assigned).When(job => Report(job)).Then(NobodyHome);

    [Fact]
    public void a_booked_job_has_nobody_at_the_door() =>
        Given<Job>(Booked).When(job => Report(job)).ThenRefused("job-not-assigned");

    [Fact]
    public void a_stranger_does_not_report() =>
        Given<Job>(Booked, Assigned).When(job => job.ReportAccessProblem(CleoId, AccessProblem.Unsafe, 0, null, Ten)).ThenRefused("not-in-crew");

    private static Decision Report(Job job, AccessProblem problem = AccessProblem.NobodyHome, DateTimeOffset? at = null) =>
        job.ReportAccessProblem(AnaId, problem, 10, "rang twice", at ?? Ten);
}
