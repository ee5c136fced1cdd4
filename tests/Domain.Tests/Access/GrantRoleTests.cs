using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class GrantRoleTests
{
    private static readonly Guid ChiefId = Number(20);
    private static readonly Guid OtherId = Number(21);
    private static readonly Grant ForGood = new(RoleId, Scope.Company, BranchId: null, ExpiresAt: null);
    private static readonly Grant InMilan = new(RoleId, Scope.Branch, MilanId, ExpiresAt: null);
    private static readonly RoleGranted GrantedInMilan = new(AccountId, RoleId, Scope.Branch, MilanId, null);
    private static readonly RoleGranted Granted = new(AccountId, RoleId, Scope.Company, null, null);

    [Fact]
    public void a_role_is_given_for_the_company_and_for_good() =>
        Given<Account>(MariaOpened).When(account => Grant(account, ForGood)).Then(Granted);

    [Fact]
    public void a_role_is_given_for_a_branch() =>
        Given<Account>(MariaOpened).When(account => Grant(account, InMilan)).Then(GrantedInMilan);

    [Fact]
    public void a_role_is_given_for_what_is_ones_own() =>
        Given<Account>(MariaOpened).When(account => Grant(account, ForGood with { Scope = Scope.Own }))
            .Then(new RoleGranted(AccountId, RoleId, Scope.Own, null, null));

    [Fact]
    public void the_installation_may_grant_too() =>
        Given<Account>(MariaOpened).When(account => account.GrantRole(ForGood, Allowing(), grantedBy: null, Ten)).Then(Granted);

    [Fact]
    public void a_later_grant_of_the_role_for_the_branch_replaces_the_earlier()
    {
        var until = new RoleGranted(AccountId, RoleId, Scope.Branch, MilanId, Ten.AddDays(1));

        Given<Account>(MariaOpened, GrantedInMilan).When(account => Grant(account, InMilan with { ExpiresAt = Ten.AddDays(1) })).Then(until);
        StateOf<Account>(MariaOpened, GrantedInMilan, until).Grants.ShouldBe([InMilan with { ExpiresAt = Ten.AddDays(1) }]);
    }

    [Fact]
    public void the_role_is_held_for_several_branches_and_for_none() =>
        StateOf<Account>(MariaOpened, Granted, GrantedInMilan, GrantedInMilan with { BranchId = Number(30) }).Grants
            .ShouldBe([ForGood, InMilan, InMilan with { BranchId = Number(30) }]);

    [Fact]
    public void two_duties_do_not_come_into_one_hand()
    {
        var apart = Allowing((RoleId, [Permission.BookJobs]), (OtherId, [Permission.RegisterCustomers])) with { Rules = [DeskAndAdviceApart] };
        var desk = new RoleGranted(AccountId, OtherId, Scope.Own, null, null);

        Given<Account>(MariaOpened, desk).When(account => account.GrantRole(InMilan, apart, ChiefId, Ten)).ThenRefused("segregation-violated");
        Given<Account>(MariaOpened, desk with { ExpiresAt = Ten }).When(account => account.GrantRole(InMilan, apart, ChiefId, Ten)).Then(GrantedInMilan);
    }

    [Theory]
    [InlineData(Permission.GrantRoles, true)]
    [InlineData(Permission.SearchEvents, true)]
    [InlineData("finance.invoices.approve", true)]
    [InlineData(Permission.ReadAccounts, false)]
    [InlineData(Permission.AssignJobs, false)]
    public void what_administers_audits_or_approves_is_sensitive(string permission, bool isSensitive) =>
        StateOf<Account>(MariaOpened).GrantRole(ForGood, Allowing((RoleId, [Permission.ReadJobs, permission])), ChiefId, Ten).IsSensitive.ShouldBe(isSensitive);

    [Fact]
    public void a_second_role_leaves_the_first() =>
        StateOf<Account>(MariaOpened, Granted, Granted with { RoleId = Number(21) }).Grants.ShouldBe([ForGood, ForGood with { RoleId = Number(21) }]);

    [Fact]
    public void a_role_that_was_revoked_may_be_given_again() =>
        Given<Account>(MariaOpened, Granted, new RoleRevoked(AccountId, RoleId, "holiday")).When(account => Grant(account, ForGood)).Then(Granted);

    [Fact]
    public void nobody_grants_to_themselves() =>
        Given<Account>(MariaOpened).When(account => account.GrantRole(ForGood, Allowing(), AccountId, Ten)).ThenRefused("no-self-grant");

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

    private static Decision Grant(Account account, Grant grant) => account.GrantRole(grant, Allowing(), ChiefId, Ten);
}
