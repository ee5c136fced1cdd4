using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class OpenAccountTests
{
    [Fact]
    public void an_employee_gets_an_account() =>
        GivenNothing<Account>().When(account => Account.Open(account, MariaOpened, UniqueClaims.None)).Then(MariaOpened);

    [Fact]
    public void a_new_account_opens_doors_and_holds_no_role()
    {
        var account = StateOf<Account>(MariaOpened);

        account.Status.ShouldBe(AccountStatus.Open);
        account.Grants.ShouldBeEmpty();
    }

    [Fact]
    public void a_closed_account_is_not_opened_again_by_a_repeated_request() =>
        Given<Account>(MariaOpened, Closed).When(account => Account.Open(account, MariaOpened, UniqueClaims.None)).Then();

    [Fact]
    public void an_id_names_one_employee_number() =>
        Given<Account>(MariaOpened).When(account => Account.Open(account, MariaOpened with { EmployeeNumber = "E-2" }, UniqueClaims.None))
            .ThenRefused("id-taken");

    [Fact]
    public void an_id_names_one_person() =>
        Given<Account>(MariaOpened).When(account => Account.Open(account, MariaOpened with { IdentityNumber = "another" }, UniqueClaims.None))
            .ThenRefused("id-taken");

    [Fact]
    public void an_employee_number_is_given_once() =>
        GivenNothing<Account>().When(account => Account.Open(account, MariaOpened, Taken(UniqueKind.EmployeeNumber, "E-1")))
            .ThenRefused("employee-number-taken");

    [Fact]
    public void a_person_has_one_open_account() =>
        GivenNothing<Account>().When(account => Account.Open(account, MariaOpened, Taken(UniqueKind.Identity, MariaOpened.IdentityNumber)))
            .ThenRefused("identity-has-account");
}
