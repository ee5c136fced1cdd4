using CleaningEvents.Domain.Governance;
using static CleaningEvents.Domain.Tests.Governance.Proposals;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Governance;

public class WithdrawChangeTests
{
    [Fact]
    public void who_proposed_it_withdraws_it() =>
        Given<ChangeRequest>(Proposed).When(x => x.Withdraw(Maria, "A mistake.")).Then(Withdrawn);

    [Fact]
    public void nobody_else_withdraws_it() =>
        Given<ChangeRequest>(Proposed).When(x => x.Withdraw(Otto, "A mistake.")).ThenRefused("withdrawn-by-another");

    [Fact]
    public void what_was_decided_is_not_withdrawn() =>
        Given<ChangeRequest>(Proposed, Approved).When(x => x.Withdraw(Maria, "A mistake.")).ThenRefused("change-not-pending");
}
