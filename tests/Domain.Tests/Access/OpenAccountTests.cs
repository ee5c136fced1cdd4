using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class OpenAccountTests
{
    private static readonly Position Desk = StateOf<Position>(
        new PositionDefined(PositionId, "Desk", [new PositionRole(RoleId, Scope.Branch), new PositionRole(Number(21), Scope.Own)]));

    private static readonly RoleGranted[] First = [new(AccountId, RoleId, Scope.Branch, MilanId, null), new(AccountId, Number(21), Scope.Own, null, null)];

    [Fact]
    public void an_employee_gets_an_account_with_what_the_position_gives() =>
        GivenNothing<Account>().When(account => Open(account, MariaOpened)).Then([MariaOpened, .. First]);

    [Fact]
    public void who_holds_a_position_of_a_branch_works_for_one() =>
        GivenNothing<Account>().When(account => Open(account, MariaOpened with { BranchId = null })).ThenRefused("position-needs-branch");

    [Fact]
    public void a_position_does_not_bring_two_duties_into_one_hand()
    {
        var apart = Allowing((RoleId, [Permission.BookJobs]), (Number(21), [Permission.RegisterCustomers])) with { Rules = [DeskAndAdviceApart] };

        GivenNothing<Account>().When(account => Account.Open(account, MariaOpened, Desk, apart, UniqueClaims.None)).ThenRefused("segregation-violated");
    }

    [Fact]
    public void a_sensitive_position_is_a_sensitive_matter()
    {
        Account.Open(null, MariaOpened, Desk, Allowing((RoleId, [Permission.CloseAccounts])), UniqueClaims.None).IsSensitive.ShouldBeTrue();
        Open(null, MariaOpened).IsSensitive.ShouldBeFalse();
    }

    [Fact]
    public void a_closed_account_is_not_opened_again_by_a_repeated_request() =>
        Given<Account>(MariaOpened, Closed).When(account => Open(account, MariaOpened)).Then();

    [Fact]
    public void an_id_names_one_employee_number() =>
        Given<Account>(MariaOpened).When(account => Open(account, MariaOpened with { EmployeeNumber = "E-2" }))
            .ThenRefused("id-taken");

    [Fact]
    public void an_id_names_one_person() =>
        Given<Account>(MariaOpened).When(account => Open(account, MariaOpened with { IdentityNumber = "another" }))
            .ThenRefused("id-taken");

    [Fact]
    public void an_employee_number_is_given_once() =>
        GivenNothing<Account>().When(account => Account.Open(account, MariaOpened, Desk, Allowing(), Taken(UniqueKind.EmployeeNumber, "E-1")))
            .ThenRefused("employee-number-taken");

    [Fact]
    public void a_person_has_one_open_account() =>
        GivenNothing<Account>().When(account => Account.Open(account, MariaOpened, Desk, Allowing(), Taken(UniqueKind.Identity, MariaOpened.IdentityNumber)))
            .ThenRefused("identity-has-account");

    private static Decision Open(Account? account, AccountOpened opened) => Account.Open(account, opened, Desk, Allowing(), UniqueClaims.None);
}
