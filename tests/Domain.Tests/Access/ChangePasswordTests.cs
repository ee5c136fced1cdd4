using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class ChangePasswordTests
{
    [Fact]
    public void every_change_is_another_password() =>
        Given<Account>(MariaOpened).When(account => account.ChangePassword())
            .ThenEachTime(new CredentialChanged(AccountId, CredentialKind.Password));

    [Fact]
    public void a_suspended_account_keeps_its_password() =>
        Given<Account>(MariaOpened, Suspended).When(account => account.ChangePassword()).ThenRefused("account-not-open");

    [Fact]
    public void a_closed_account_keeps_its_password() =>
        Given<Account>(MariaOpened, Closed).When(account => account.ChangePassword()).ThenRefused("account-not-open");
}
