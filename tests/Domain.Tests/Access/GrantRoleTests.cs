using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class GrantRoleTests
{
    private static readonly Guid ChiefId = Number(20);
    private static readonly Role Desk = new(RoleId, "Desk", []);
    private static readonly Grant ForGood = new(RoleId, Scope.Company, BranchId: null, ExpiresAt: null);
    private static readonly Grant InMilan = new(RoleId, Scope.Branch, MilanId, ExpiresAt: null);
    private static readonly RoleGranted Granted = new(AccountId, RoleId, Scope.Company, null, null);

    [Fact]
    public void a_role_is_given_for_the_company_and_for_good() =>
        Given<Account>(MariaOpened).When(account => Grant(account, ForGood)).Then(Granted);

    [Fact]
    public void a_role_is_given_for_a_branch() =>
        Given<Account>(MariaOpened).When(account => Grant(account, InMilan)).Then(new RoleGranted(AccountId, RoleId, Scope.Branch, MilanId, null));

    [Fact]
    public void a_role_is_given_for_what_is_ones_own() =>
        Given<Account>(MariaOpened).When(account => Grant(account, ForGood with { Scope = Scope.Own }))
            .Then(new RoleGranted(AccountId, RoleId, Scope.Own, null, null));

    [Fact]
    public void the_installation_may_grant_too() =>
        Given<Account>(MariaOpened).When(account => account.GrantRole(Desk, ForGood, grantedBy: null, Ten)).Then(Granted);

    [Fact]
    public void a_later_grant_of_the_role_replaces_the_earlier()
    {
        Given<Account>(MariaOpened, Granted).When(account => Grant(account, InMilan))
            .Then(new RoleGranted(AccountId, RoleId, Scope.Branch, MilanId, null));
        StateOf<Account>(MariaOpened, Granted, new RoleGranted(AccountId, RoleId, Scope.Branch, MilanId, null)).Grants.ShouldBe([InMilan]);
    }

    [Fact]
    public void a_second_role_leaves_the_first() =>
        StateOf<Account>(MariaOpened, Granted, Granted with { RoleId = Number(21) }).Grants.ShouldBe([ForGood, ForGood with { RoleId = Number(21) }]);

    [Fact]
    public void a_role_that_was_revoked_may_be_given_again() =>
        Given<Account>(MariaOpened, Granted, new RoleRevoked(AccountId, RoleId, "holiday")).When(account => Grant(account, ForGood)).Then(Granted);

    [Fact]
    public void nobody_grants_to_themselves() =>
        Given<Account>(MariaOpened).When(account => account.GrantRole(Desk, ForGood, AccountId, Ten)).ThenRefused("no-self-grant");

    [Fact]
    public void a_suspended_account_gets_no_role() =>
        Given<Account>(MariaOpened, Suspended).When(account => Grant(account, ForGood)).ThenRefused("account-not-open");

    [Fact]
    public void a_closed_account_gets_no_role() =>
        Given<Account>(MariaOpened, Closed).When(account => Grant(account, ForGood)).ThenRefused("account-not-open");

    [Fact]
    public void a_grant_for_a_branch_names_it() =>
        Given<Account>(MariaOpened).When(account => Grant(account, InMilan with { BranchId = null })).ThenRefused("branch-for-branch-scope");

    [Theory]
    [InlineData(Scope.Own)]
    [InlineData(Scope.Company)]
    public void no_other_grant_names_a_branch(Scope scope) =>
        Given<Account>(MariaOpened).When(account => Grant(account, InMilan with { Scope = scope })).ThenRefused("branch-for-branch-scope");

    [Fact]
    public void a_grant_that_would_end_now_never_begins() =>
        Given<Account>(MariaOpened).When(account => Grant(account, ForGood with { ExpiresAt = Ten })).ThenRefused("grant-already-expired");

    [Fact]
    public void a_grant_may_last_a_moment() =>
        Given<Account>(MariaOpened).When(account => Grant(account, ForGood with { ExpiresAt = Ten.AddTicks(1) }))
            .Then(Granted with { ExpiresAt = Ten.AddTicks(1) });

    private static Decision Grant(Account account, Grant grant) => account.GrantRole(Desk, grant, ChiefId, Ten);
}
