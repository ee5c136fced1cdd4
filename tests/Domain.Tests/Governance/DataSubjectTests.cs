using CleaningEvents.Domain.Governance;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Governance;

public class DataSubjectTests
{
    private static readonly Guid Id = DataSubject.IdOf(CustomerId);
    private static readonly Guid HoldId = Number(30);
    private static readonly SubjectFacts Customer = new(SubjectKind.Customer, [CustomerId], IsActive: false, EndedAt: null);
    private static readonly SubjectFacts Employee = new(SubjectKind.Employee, [AccountId, AnaId], IsActive: false, EndedAt: Ten);
    private static readonly LegalHoldPlaced Held = new(Id, CustomerId, HoldId, "lawsuit 7");
    private static readonly LegalHoldLifted Lifted = new(Id, CustomerId, HoldId, "settled");
    private static readonly ErasureOrdered Ordered = new(Id, CustomerId, SubjectKind.Customer, [CustomerId], ErasureGround.SubjectAsked, Ten);
    private static readonly PersonalDataErased Erased = new(Id, CustomerId, [CustomerId], 1, 3, Ten.AddDays(14), Ten.AddSeconds(1));

    private static readonly SubjectReauthorised CameBack = new(Id, CustomerId, [CustomerId], ReauthorisationGround.NewContract);

    [Fact]
    public void a_customer_without_open_work_is_erased() =>
        GivenNothing<DataSubject>().When(Erase(Customer)).Then(Ordered);

    [Fact]
    public void a_legal_hold_forbids_erasure() =>
        Given<DataSubject>(Held).When(Erase(Customer)).ThenRefused("legal-hold");

    [Fact]
    public void one_of_two_holds_still_forbids_it() =>
        Given<DataSubject>(Held, Held with { HoldId = Number(31) }, Lifted).When(Erase(Customer)).ThenRefused("legal-hold");

    [Fact]
    public void a_lifted_hold_forbids_nothing() =>
        Given<DataSubject>(Held, Lifted).When(Erase(Customer)).Then(Ordered);

    [Fact]
    public void whoever_has_open_work_is_not_erased() =>
        GivenNothing<DataSubject>().When(Erase(Customer with { IsActive = true })).ThenRefused("subject-active");

    [Fact]
    public void an_employee_is_not_erased_while_the_law_asks_to_keep_the_contract() =>
        GivenNothing<DataSubject>().When(Erase(Employee, Ten.AddYears(2).AddTicks(-1))).ThenRefused("retention-duty");

    [Fact]
    public void an_employee_is_erased_two_years_after_leaving() =>
        GivenNothing<DataSubject>().When(Erase(Employee, Ten.AddYears(2)))
            .Then(Ordered with { Kind = SubjectKind.Employee, Covers = [AccountId, AnaId], OccurredAt = Ten.AddYears(2) });

    [Fact]
    public void an_erased_subject_is_not_erased_again() =>
        Given<DataSubject>(Ordered, Erased).When(Erase(Customer)).Then();

    [Fact]
    public void the_destruction_of_the_keys_completes_it() =>
        Given<DataSubject>(Ordered).When(Confirm(1)).Then(Erased);

    [Fact]
    public void a_tombstone_counts_also_where_a_restored_log_knows_of_no_order() =>
        GivenNothing<DataSubject>().When(Confirm(1)).Then(Erased);

    [Fact]
    public void an_old_tombstone_does_not_erase_who_was_allowed_again() =>
        Given<DataSubject>(Ordered, Erased, CameBack).When(Confirm(1)).Then();

    [Fact]
    public void a_hold_is_placed_once() =>
        Given<DataSubject>(Held).When(subject => DataSubject.PlaceHold(subject, CustomerId, HoldId, "again")).Then();

    [Fact]
    public void a_hold_can_be_the_first_that_is_known_of_a_subject() =>
        GivenNothing<DataSubject>().When(subject => DataSubject.PlaceHold(subject, CustomerId, HoldId, "lawsuit 7")).Then(Held);

    [Fact]
    public void a_hold_comes_too_late_after_the_order() =>
        Given<DataSubject>(Ordered).When(subject => DataSubject.PlaceHold(subject, CustomerId, HoldId, "late")).ThenRefused("subject-erased");

    [Fact]
    public void a_hold_is_lifted() =>
        Given<DataSubject>(Held).When(subject => subject.LiftHold(HoldId, "settled")).Then(Lifted);

    [Fact]
    public void writing_is_allowed_again_by_a_word_of_its_own() =>
        Given<DataSubject>(Ordered, Erased).When(subject => subject.Reauthorise(ReauthorisationGround.NewContract)).Then(CameBack);

    [Fact]
    public void nothing_is_allowed_again_while_the_erasure_is_under_way() =>
        Given<DataSubject>(Ordered).When(subject => subject.Reauthorise(ReauthorisationGround.NewContract)).ThenRefused("erasure-under-way");

    [Fact]
    public void who_came_back_may_be_erased_again() =>
        Given<DataSubject>(Ordered, Erased, CameBack).When(Erase(Customer)).Then(Ordered);

    private static Func<DataSubject?, Decision> Confirm(long tombstone) =>
        subject => DataSubject.ConfirmErased(subject, CustomerId, [CustomerId], tombstone, 3, Ten.AddDays(14), Ten.AddSeconds(1));

    private static Func<DataSubject?, Decision> Erase(SubjectFacts facts, DateTimeOffset? now = null) =>
        subject => DataSubject.Erase(subject, CustomerId, ErasureGround.SubjectAsked, facts, now ?? Ten);
}
