using CleaningEvents.Domain.Governance;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Governance.Proposals;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Governance;

public class RejectChangeTests
{
    [Fact]
    public void a_second_person_rejects() =>
        Given<ChangeRequest>(Proposed).When(x => x.Reject(Otto, null, "Not needed.", Ten)).Then(Rejected);

    [Fact]
    public void who_proposed_it_does_not_reject_it() =>
        Given<ChangeRequest>(Proposed).When(x => x.Reject(Maria, null, "No.", Ten)).ThenRefused("approver-is-proposer");

    [Fact]
    public void what_was_approved_is_not_rejected() =>
        Given<ChangeRequest>(Proposed, Approved).When(x => x.Reject(Pia, null, "No.", Ten)).ThenRefused("change-not-pending");
}
