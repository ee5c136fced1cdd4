using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class CancelJobTests
{
    private static readonly DateTimeOffset HourBefore = Ten.AddHours(-1);

    [Fact]
    public void a_booked_job_is_cancelled() =>
        Given<Job>(Booked).When(job => job.Cancel(CancellationReason.CompanyWeather, "snow", HourBefore))
            .Then(Cancelled with { Progress = JobStatus.Booked, Released = [] });

    [Fact]
    public void the_crew_of_an_assigned_job_is_free_again() =>
        Given<Job>(Booked, Assigned).When(job => job.Cancel(CancellationReason.CompanyWeather, "snow", HourBefore)).Then(Cancelled);

    [Fact]
    public void a_begun_job_may_be_broken_off() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten)).When(job => job.Cancel(CancellationReason.CleanerUnsafe, null, Ten.AddSeconds(90)))
            .Then(new JobCancelled(JobId, CustomerId, CancellationReason.CleanerUnsafe, Party.Cleaner, null, -2, JobStatus.InProgress, [AnaId, BobId], Ten.AddSeconds(90)));

    [Theory]
    [InlineData(CancellationReason.CustomerChangedPlans, Party.Customer)]
    [InlineData(CancellationReason.CompanyNoStaff, Party.Company)]
    [InlineData(CancellationReason.CleanerIll, Party.Cleaner)]
    public void the_reason_says_who_cancels(CancellationReason reason, Party party) =>
        Given<Job>(Booked).When(job => job.Cancel(reason, null, HourBefore))
            .Then(new JobCancelled(JobId, CustomerId, reason, party, null, 60, JobStatus.Booked, [], HourBefore));

    [Fact]
    public void cancelling_it_again_for_the_same_reason_changes_nothing() =>
        Given<Job>(Booked, Cancelled).When(job => job.Cancel(CancellationReason.CompanyWeather, "storm", Ten)).Then();

    [Fact]
    public void the_first_reason_stands() =>
        Given<Job>(Booked, Cancelled).When(job => job.Cancel(CancellationReason.CompanyNoStaff, null, Ten)).ThenRefused("job-not-open");

    [Fact]
    public void what_is_done_cannot_be_cancelled() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten), CheckedOut(AnaId, Ten.AddHours(2), 120), Completed)
            .When(job => job.Cancel(CancellationReason.CompanyWeather, null, Ten)).ThenRefused("job-not-open");
}
