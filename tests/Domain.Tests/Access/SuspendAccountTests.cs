using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class SuspendAccountTests
{
    [Fact]
    public void an_open_account_is_suspended() =>
        Given<Account>(MariaOpened).When(account => account.Suspend("lost phone")).Then(Suspended);

    [Fact]
    public void its_roles_stay() =>
        StateOf<Account>(MariaOpened, new RoleGranted(AccountId, RoleId, Scope.Own, null, null), Suspended).Grants.Count.ShouldBe(1);

    [Fact]
    public void suspending_it_again_changes_nothing() =>
        Given<Account>(MariaOpened, Suspended).When(account => account.Suspend("quarrel")).Then();

    [Fact]
    public void it_may_be_suspended_a_second_time() =>
        Given<Account>(MariaOpened, Suspended, new AccountReinstated(AccountId, "found")).When(account => account.Suspend("lost phone")).Then(Suspended);

    [Fact]
    public void a_closed_account_is_beyond_that() =>
        Given<Account>(MariaOpened, Closed).When(account => account.Suspend("lost phone")).ThenRefused("account-not-open");
}
