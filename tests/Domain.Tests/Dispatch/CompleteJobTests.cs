using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class CompleteJobTests
{
    private static readonly DateTimeOffset One = Ten.AddHours(3);
    private static readonly CleanerCheckedIn AnaCame = CheckedIn(AnaId, Ten);
    private static readonly CleanerCheckedOut AnaWent = CheckedOut(AnaId, Ten.AddHours(2), 120);
    private static readonly ChecklistItemRecorded CounterDone = new(JobId, CustomerId, "Counter", ItemOutcome.Done, AnaId, null, Ten);

    [Fact]
    public void the_work_is_done_when_all_that_is_required_is() =>
        Given<Job>(Booked, Assigned, AnaCame, CounterDone, AnaWent).When(job => Complete(job)).Then(Completed);

    [Fact]
    public void what_does_not_apply_is_not_missing() =>
        Given<Job>(Booked, Assigned, AnaCame, CounterDone with { Outcome = ItemOutcome.NotApplicable, Note = "no counter" }, AnaWent)
            .When(job => Complete(job)).Then(Completed);

    [Fact]
    public void an_empty_checklist_misses_nothing() =>
        Given<Job>(Booked with { Checklist = [] }, Assigned, AnaCame, AnaWent).When(job => Complete(job)).Then(Completed);

    [Fact]
    public void the_minutes_of_the_whole_crew_add_up() =>
        Given<Job>(Booked, Assigned, AnaCame, CounterDone, CheckedIn(BobId, Ten), AnaWent, CheckedOut(BobId, Ten.AddSeconds(3_599), 59))
            .When(job => job.Complete(BobId, CompletionOutcome.Full, null, "Mr Verdi", One))
            .Then(Completed with { CrewMinutes = 179, CustomerSignedBy = "Mr Verdi" });

    [Fact]
    public void a_part_of_the_work_may_have_to_do() =>
        Given<Job>(Booked, Assigned, AnaCame, AnaWent).When(job => job.Complete(AnaId, CompletionOutcome.Partial, "no water", null, One))
            .Then(Completed with { Outcome = CompletionOutcome.Partial, MissingItems = ["Counter"], Reason = "no water" });

    [Fact]
    public void what_is_complete_changes_no_more() =>
        Given<Job>(Booked, Assigned, AnaCame, CounterDone, AnaWent, Completed)
            .When(job => job.Complete(BobId, CompletionOutcome.Full, null, "Mr Verdi", One.AddHours(1))).Then();

    [Fact]
    public void what_was_done_in_part_is_not_called_the_whole_later() =>
        Given<Job>(Booked, Assigned, AnaCame, CounterDone, AnaWent, Completed with { Outcome = CompletionOutcome.Partial, Reason = "no water" })
            .When(job => Complete(job)).ThenRefused("job-not-open");

    [Fact]
    public void what_has_not_begun_is_not_done() =>
        Given<Job>(Booked, Assigned).When(job => Complete(job)).ThenRefused("job-not-begun");

    [Fact]
    public void what_was_cancelled_is_not_done() =>
        Given<Job>(Booked, Assigned, AnaCame, CounterDone, AnaWent, Cancelled).When(job => Complete(job)).ThenRefused("job-not-begun");

    [Fact]
    public void who_was_not_there_does_not_report() =>
        Given<Job>(Booked, Assigned, AnaCame, CounterDone, AnaWent).When(job => job.Complete(BobId, CompletionOutcome.Full, null, null, One))
            .ThenRefused("not-checked-in");

    [Fact]
    public void everybody_leaves_first() =>
        Given<Job>(Booked, Assigned, AnaCame, CounterDone, CheckedIn(BobId, Ten), AnaWent).When(job => Complete(job)).ThenRefused("crew-still-on-site");

    [Fact]
    public void what_is_required_and_unanswered_is_missing() =>
        Given<Job>(Booked, Assigned, AnaCame, CounterDone with { Item = "Terrace" }, AnaWent).When(job => Complete(job)).ThenRefused("required-items-open");

    [Fact]
    public void what_is_required_and_skipped_is_missing() =>
        Given<Job>(Booked, Assigned, AnaCame, CounterDone with { Outcome = ItemOutcome.Skipped, Note = "locked" }, AnaWent)
            .When(job => Complete(job)).ThenRefused("required-items-open");

    [Fact]
    public void a_part_says_why_it_is_not_the_whole() =>
        Given<Job>(Booked, Assigned, AnaCame, AnaWent).When(job => job.Complete(AnaId, CompletionOutcome.Partial, null, null, One))
            .ThenRefused("partial-needs-reason");

    private static Decision Complete(Job job) => job.Complete(AnaId, CompletionOutcome.Full, null, null, One);
}
