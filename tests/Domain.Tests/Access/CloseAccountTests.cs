using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class CloseAccountTests
{
    [Fact]
    public void an_open_account_is_closed() =>
        Given<Account>(MariaOpened).When(account => account.Close("left", Ten)).Then(Closed);

    [Fact]
    public void a_suspended_account_is_closed() =>
        Given<Account>(MariaOpened, Suspended).When(account => account.Close("left", Ten)).Then(Closed);

    [Fact]
    public void it_loses_every_role() =>
        StateOf<Account>(MariaOpened, new RoleGranted(AccountId, RoleId, Scope.Own, null, null), Closed).Grants.ShouldBeEmpty();

    [Fact]
    public void closing_it_again_changes_nothing() =>
        Given<Account>(MariaOpened, Closed).When(account => account.Close("again", Ten)).Then();
}
