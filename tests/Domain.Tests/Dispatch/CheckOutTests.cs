using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class CheckOutTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(59, 0)]
    [InlineData(7_200, 120)]
    public void minutes_on_site_are_whole_ones(int seconds, int minutes) =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten)).When(job => job.CheckOut(AnaId, Ten.AddSeconds(seconds)))
            .Then(CheckedOut(AnaId, Ten.AddSeconds(seconds), minutes));

    [Fact]
    public void who_has_gone_already_changes_nothing() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten), CheckedOut(AnaId, Ten.AddHours(1), 60)).When(job => job.CheckOut(AnaId, Ten.AddHours(2))).Then();

    [Fact]
    public void a_completed_job_does_not_forget_who_has_gone() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten), CheckedOut(AnaId, Ten.AddHours(2), 120), Completed)
            .When(job => job.CheckOut(AnaId, Ten.AddHours(3))).Then();

    [Fact]
    public void who_is_on_site_when_the_job_is_cancelled_still_goes() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten), Cancelled).When(job => job.CheckOut(AnaId, Ten.AddHours(1)))
            .Then(CheckedOut(AnaId, Ten.AddHours(1), 60));

    [Fact]
    public void who_has_not_come_cannot_go() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten)).When(job => job.CheckOut(BobId, Ten)).ThenRefused("not-checked-in");
}
