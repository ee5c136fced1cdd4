using CleaningEvents.Domain.Governance;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Governance.Proposals;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Governance;

public class ApproveChangeTests
{
    [Fact]
    public void a_second_person_approves() =>
        Given<ChangeRequest>(Proposed).When(x => x.Approve(Otto, null, Ten)).Then(Approved);

    [Fact]
    public void who_proposed_it_does_not_approve() =>
        Given<ChangeRequest>(Proposed).When(x => x.Approve(Maria, null, Ten)).ThenRefused("approver-is-proposer");

    [Fact]
    public void who_gains_by_it_does_not_approve() =>
        Given<ChangeRequest>(Proposed).When(x => x.Approve(AnasAccount, null, Ten)).ThenRefused("approver-is-beneficiary");

    [Fact]
    public void who_gains_as_a_cleaner_does_not_approve() =>
        Given<ChangeRequest>(Proposed).When(x => x.Approve(Otto, AnaId, Ten)).ThenRefused("approver-is-beneficiary");

    [Fact]
    public void another_cleaner_may_approve() =>
        Given<ChangeRequest>(Proposed).When(x => x.Approve(Otto, BobId, Ten)).Then(Approved);

    [Fact]
    public void it_may_be_approved_until_its_time_is_over() =>
        Given<ChangeRequest>(Proposed).When(x => x.Approve(Otto, null, Proposed.ExpiresAt.AddTicks(-1))).Then(Approved);

    [Fact]
    public void at_its_end_it_is_too_late() =>
        Given<ChangeRequest>(Proposed).When(x => x.Approve(Otto, null, Proposed.ExpiresAt)).ThenRefused("change-expired");

    [Fact]
    public void what_was_decided_is_not_decided_again()
    {
        foreach (var ended in new object[] { Approved, Rejected, Withdrawn, Lapsed })
            Given<ChangeRequest>(Proposed, ended).When(x => x.Approve(Pia, null, Ten)).ThenRefused("change-not-pending");
    }

    [Fact]
    public void who_rejected_it_does_not_approve_it_later() =>
        Given<ChangeRequest>(Proposed, Rejected).When(x => x.Approve(Otto, null, Ten)).ThenRefused("change-not-pending");
}
