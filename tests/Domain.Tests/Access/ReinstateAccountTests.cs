using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class ReinstateAccountTests
{
    [Fact]
    public void a_suspended_account_works_again() =>
        Given<Account>(MariaOpened, Suspended).When(account => account.Reinstate("found")).Then(new AccountReinstated(AccountId, "found"));

    [Fact]
    public void an_open_account_needs_no_help() =>
        Given<Account>(MariaOpened).When(account => account.Reinstate("found")).Then();

    [Fact]
    public void a_closed_account_stays_closed() =>
        Given<Account>(MariaOpened, Suspended, Closed).When(account => account.Reinstate("found")).ThenRefused("account-not-open");
}
