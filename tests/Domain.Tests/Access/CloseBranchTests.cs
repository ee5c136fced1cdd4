using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class CloseBranchTests
{
    [Fact]
    public void a_branch_ends_its_business() =>
        Given<Branch>(MilanOpened).When(branch => branch.Close("rent")).Then(new BranchClosed(MilanId, "rent"));

    [Fact]
    public void closing_it_again_for_another_reason_changes_nothing() =>
        Given<Branch>(MilanOpened, new BranchClosed(MilanId, "rent")).When(branch => branch.Close("flood")).Then();
}
