using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class RecordNoShowTests
{
    private static readonly DateTimeOffset QuarterPast = Ten.AddMinutes(15);
    private static readonly CleanerNoShowRecorded NoShow = new(JobId, CustomerId, AnaId, 15, Finder.Person, QuarterPast);
    private static readonly JobReassigned LaterStart = new(JobId, CustomerId, Monday,
        [new Assignment(1, AnaId, Ten.AddHours(1), Ten.AddHours(3)), new Assignment(2, BobId, Ten.AddMinutes(90), Ten.AddMinutes(150))],
        AnaId, [], "train is late");

    [Fact]
    public void after_a_quarter_of_an_hour_nobody_waits_longer() =>
        Given<Job>(Booked, Assigned).When(job => job.RecordNoShow(AnaId, Finder.Person, QuarterPast)).Then(NoShow);

    [Fact]
    public void until_then_it_is_too_early() =>
        Given<Job>(Booked, Assigned).When(job => job.RecordNoShow(AnaId, Finder.Person, QuarterPast.AddTicks(-1))).ThenRefused("too-early");

    [Fact]
    public void each_cleaner_has_an_own_quarter() =>
        Given<Job>(Booked, Assigned).When(job => job.RecordNoShow(BobId, Finder.Person, QuarterPast)).ThenRefused("too-early");

    [Fact]
    public void one_may_be_missed_while_the_other_works() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, Ten)).When(job => job.RecordNoShow(BobId, Finder.Person, Ten.AddMinutes(60)))
            .Then(new CleanerNoShowRecorded(JobId, CustomerId, BobId, 30, Finder.Person, Ten.AddMinutes(60)));

    [Fact]
    public void missing_somebody_again_changes_nothing() =>
        Given<Job>(Booked, Assigned, NoShow).When(job => job.RecordNoShow(AnaId, Finder.Person, Ten.AddHours(1))).Then();

    [Fact]
    public void who_was_replaced_and_came_back_may_be_missed_again() =>
        Given<Job>(Booked, Assigned, NoShow,
            new JobReassigned(JobId, CustomerId, Monday, [AnaAtTen with { CleanerId = CleoId }, BobAtHalfPast], BobId, [AnaId], "late"),
            new JobReassigned(JobId, CustomerId, Monday, Assigned.Crew, AnaId, [CleoId], "on the way"))
            .When(job => job.RecordNoShow(AnaId, Finder.Person, QuarterPast)).Then(NoShow);

    [Fact]
    public void who_got_another_start_may_be_missed_again() =>
        Given<Job>(Booked, Assigned, NoShow, LaterStart).When(job => job.RecordNoShow(AnaId, Finder.Person, Ten.AddMinutes(80)))
            .Then(new CleanerNoShowRecorded(JobId, CustomerId, AnaId, 20, Finder.Person, Ten.AddMinutes(80)));

    [Fact]
    public void who_got_another_start_has_an_own_quarter_again() =>
        Given<Job>(Booked, Assigned, NoShow, LaterStart).When(job => job.RecordNoShow(AnaId, Finder.Person, Ten.AddMinutes(74))).ThenRefused("too-early");

    [Fact]
    public void who_stays_while_others_change_is_missed_once() =>
        Given<Job>(Booked, Assigned, NoShow,
            new JobReassigned(JobId, CustomerId, Monday, [AnaAtTen, BobAtHalfPast with { CleanerId = CleoId }], AnaId, [BobId], "ill"))
            .When(job => job.RecordNoShow(AnaId, Finder.Person, Ten.AddHours(1))).Then();

    [Fact]
    public void who_came_late_has_come() =>
        Given<Job>(Booked, Assigned, CheckedIn(AnaId, QuarterPast)).When(job => job.RecordNoShow(AnaId, Finder.Person, QuarterPast)).ThenRefused("cleaner-came");

    [Fact]
    public void a_booked_job_misses_nobody() =>
        Given<Job>(Booked).When(job => job.RecordNoShow(AnaId, Finder.Person, QuarterPast)).ThenRefused("job-not-assigned");

    [Fact]
    public void nobody_misses_a_stranger() =>
        Given<Job>(Booked, Assigned).When(job => job.RecordNoShow(CleoId, Finder.Person, QuarterPast)).ThenRefused("not-in-crew");
}
