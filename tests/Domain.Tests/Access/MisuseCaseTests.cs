using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Access.Detection;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class MisuseCaseTests
{
    private static readonly Guid CaseId = Number(30);
    private static readonly Guid Otto = Number(31);
    private static readonly Guid Pia = Number(32);

    private static readonly AccessAnomalyDetected Detected = new(
        CaseId, Number(33), "R2", AccountId, AccountId, SessionId: null, Ten, Ten.AddMinutes(3), 25, 26, [1, 2], AlertResponse.Notify);

    private static readonly AccountMisuseReported Reported = new(CaseId, AccountId, "Somebody uses her phone.", Ten);
    private static readonly MisuseCaseAssigned Assigned = new(CaseId, Otto);
    private static readonly AnomalyReviewed Confirmed = new(CaseId, AccountId, MisuseVerdict.Confirmed, Otto, "She sold the list.", Ten);
    private static readonly AnomalyReviewed Dismissed = new(CaseId, AccountId, MisuseVerdict.Dismissed, Otto, "Stocktaking.", Ten);
    private static readonly MisuseCaseClosed Closed = new(CaseId, Otto, Ten);

    [Fact]
    public void an_alert_begins_a_case() =>
        GivenNothing<MisuseCase>().When(x => MisuseCase.Detect(x, Detected)).Then(Detected);

    [Fact]
    public void another_alert_joins_the_open_case()
    {
        var later = Detected with { AlertId = Number(34) };
        Given<MisuseCase>(Detected).When(x => MisuseCase.Detect(x, later)).Then(later);
        StateOf<MisuseCase>(Detected, later).Alerts.ShouldBe([Detected.AlertId, later.AlertId]);
    }

    [Fact]
    public void the_same_alert_joins_once() =>
        Given<MisuseCase>(Detected, Assigned, Confirmed, Closed).When(x => MisuseCase.Detect(x, Detected)).Then();

    [Fact]
    public void no_alert_joins_a_closed_case() =>
        Given<MisuseCase>(Detected, Assigned, Confirmed, Closed).When(x => MisuseCase.Detect(x, Detected with { AlertId = Number(34) })).ThenRefused("case-closed");

    [Fact]
    public void an_employee_reports_misuse() =>
        GivenNothing<MisuseCase>().When(x => MisuseCase.Report(x, Reported)).Then(Reported);

    [Fact]
    public void a_report_does_not_take_the_place_of_another() =>
        Given<MisuseCase>(Reported).When(x => MisuseCase.Report(x, Reported with { What = "Another" })).ThenRefused("id-taken");

    [Fact]
    public void somebody_takes_the_case() =>
        Given<MisuseCase>(Detected).When(x => x.Assign(Otto, Otto)).Then(Assigned);

    [Fact]
    public void another_may_take_it_over() =>
        Given<MisuseCase>(Detected, Assigned).When(x => x.Assign(Pia, Otto)).Then(Assigned with { AssignedTo = Pia });

    [Fact]
    public void nobody_handles_a_case_about_themselves()
    {
        Given<MisuseCase>(Detected).When(x => x.Assign(AccountId, Otto)).ThenRefused("case-about-oneself");
        Given<MisuseCase>(Detected).When(x => x.Assign(Otto, AccountId)).ThenRefused("case-about-oneself");
        Given<MisuseCase>(Detected).When(x => x.Note("It was not me.", AccountId, Ten)).ThenRefused("case-about-oneself");
        Given<MisuseCase>(Detected, Assigned).When(x => x.Review(MisuseVerdict.Dismissed, "Fine.", AccountId, Ten)).ThenRefused("case-about-oneself");
        Given<MisuseCase>(Detected, Assigned, Dismissed).When(x => x.Close(AccountId, Ten)).ThenRefused("case-about-oneself");
    }

    [Fact]
    public void a_note_is_kept_each_time() =>
        Given<MisuseCase>(Detected).When(x => x.Note("Asked her.", Pia, Ten)).ThenEachTime(new MisuseCaseNoted(CaseId, AccountId, Pia, "Asked her.", Ten));

    [Fact]
    public void who_took_it_confirms_or_dismisses()
    {
        Given<MisuseCase>(Detected, Assigned).When(x => x.Review(MisuseVerdict.Confirmed, "She sold the list.", Otto, Ten)).Then(Confirmed);
        Given<MisuseCase>(Detected, Assigned).When(x => x.Review(MisuseVerdict.Dismissed, "Stocktaking.", Otto, Ten)).Then(Dismissed);
    }

    [Fact]
    public void what_nobody_took_is_not_reviewed() =>
        Given<MisuseCase>(Detected).When(x => x.Review(MisuseVerdict.Confirmed, "Sure.", Otto, Ten)).ThenRefused("case-not-assigned");

    [Fact]
    public void another_does_not_review_it() =>
        Given<MisuseCase>(Detected, Assigned).When(x => x.Review(MisuseVerdict.Confirmed, "Sure.", Pia, Ten)).ThenRefused("case-of-another");

    [Fact]
    public void a_verdict_stands()
    {
        Given<MisuseCase>(Detected, Assigned, Confirmed).When(x => x.Review(MisuseVerdict.Dismissed, "After all.", Otto, Ten)).ThenRefused("case-reviewed");
        Given<MisuseCase>(Detected, Assigned, Confirmed).When(x => x.Assign(Pia, Otto)).ThenRefused("case-reviewed");
    }

    [Fact]
    public void a_reviewed_case_is_closed()
    {
        Given<MisuseCase>(Detected, Assigned, Confirmed).When(x => x.Close(Otto, Ten)).Then(Closed);
        Given<MisuseCase>(Reported, Assigned, Dismissed).When(x => x.Close(Otto, Ten)).Then(Closed);
    }

    [Fact]
    public void a_case_without_a_verdict_stays_open() =>
        Given<MisuseCase>(Detected, Assigned).When(x => x.Close(Otto, Ten)).ThenRefused("case-not-reviewed");

    [Fact]
    public void a_closed_case_takes_no_note() =>
        Given<MisuseCase>(Detected, Assigned, Confirmed, Closed).When(x => x.Note("Late.", Pia, Ten)).ThenRefused("case-closed");
}
