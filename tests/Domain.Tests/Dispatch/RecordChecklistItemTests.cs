using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class RecordChecklistItemTests
{
    private static readonly object[] AtWork = [Booked, Assigned, CheckedIn(AnaId, Ten)];
    private static readonly ChecklistItemRecorded Done = new(JobId, CustomerId, "Counter", ItemOutcome.Done, AnaId, null, Ten);

    [Fact]
    public void a_cleaner_on_site_answers() =>
        Given<Job>(AtWork).When(job => Record(job, ItemOutcome.Done, null)).Then(Done);

    [Theory]
    [InlineData(ItemOutcome.Skipped)]
    [InlineData(ItemOutcome.NotApplicable)]
    public void what_was_not_done_is_explained(ItemOutcome outcome) =>
        Given<Job>(AtWork).When(job => Record(job, outcome, "locked")).Then(Done with { Outcome = outcome, Note = "locked" });

    [Fact]
    public void the_latest_answer_counts() =>
        Given<Job>([.. AtWork, Done with { Outcome = ItemOutcome.Skipped, Note = "locked" }]).When(job => Record(job, ItemOutcome.Done, null)).Then(Done);

    [Fact]
    public void a_colleague_may_answer_anew() =>
        Given<Job>([.. AtWork, CheckedIn(BobId, Ten), Done]).When(job => job.RecordItem("Counter", ItemOutcome.Done, BobId, null, Ten))
            .Then(Done with { CleanerId = BobId });

    [Fact]
    public void the_same_answer_changes_nothing_even_when_all_is_over() =>
        Given<Job>([.. AtWork, Done, CheckedOut(AnaId, Ten.AddHours(2), 120), Completed]).When(job => Record(job, ItemOutcome.Done, null)).Then();

    [Fact]
    public void a_completed_job_takes_no_other_answer() =>
        Given<Job>([.. AtWork, Done, CheckedOut(AnaId, Ten.AddHours(2), 120), Completed]).When(job => Record(job, ItemOutcome.Done, "shiny"))
            .ThenRefused("job-not-open");

    [Fact]
    public void a_cancelled_job_takes_no_answer() =>
        Given<Job>([.. AtWork, Cancelled]).When(job => Record(job, ItemOutcome.Done, null)).ThenRefused("job-not-open");

    [Fact]
    public void only_what_was_asked_is_answered() =>
        Given<Job>(AtWork).When(job => job.RecordItem("Cellar", ItemOutcome.Done, AnaId, null, Ten)).ThenRefused("unknown-item");

    [Fact]
    public void who_has_not_come_does_not_answer() =>
        Given<Job>(AtWork).When(job => job.RecordItem("Counter", ItemOutcome.Done, BobId, null, Ten)).ThenRefused("not-checked-in");

    [Fact]
    public void who_has_gone_does_not_answer() =>
        Given<Job>([.. AtWork, CheckedOut(AnaId, Ten.AddHours(1), 60)]).When(job => Record(job, ItemOutcome.Done, null)).ThenRefused("not-checked-in");

    [Theory]
    [InlineData(ItemOutcome.Skipped)]
    [InlineData(ItemOutcome.NotApplicable)]
    public void what_was_not_done_needs_a_note(ItemOutcome outcome) =>
        Given<Job>(AtWork).When(job => Record(job, outcome, null)).ThenRefused("note-needed");

    private static Decision Record(Job job, ItemOutcome outcome, string? note) => job.RecordItem("Counter", outcome, AnaId, note, Ten);
}
