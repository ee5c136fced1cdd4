using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class RevokeRoleTests
{
    private static readonly RoleGranted Granted = new(AccountId, RoleId, Scope.Company, null, null);
    private static readonly RoleRevoked Revoked = new(AccountId, RoleId, "moved");

    [Fact]
    public void a_role_is_taken_away() =>
        Given<Account>(MariaOpened, Granted).When(account => account.RevokeRole(RoleId, "moved")).Then(Revoked);

    [Fact]
    public void the_other_roles_stay() =>
        StateOf<Account>(MariaOpened, Granted, Granted with { RoleId = Number(21) }, Revoked).Grants.ShouldHaveSingleItem().RoleId.ShouldBe(Number(21));

    [Fact]
    public void a_suspended_account_may_lose_roles() =>
        Given<Account>(MariaOpened, Granted, Suspended).When(account => account.RevokeRole(RoleId, "moved")).Then(Revoked);

    [Fact]
    public void a_role_that_nobody_gave_cannot_be_missed() =>
        Given<Account>(MariaOpened, Granted).When(account => account.RevokeRole(Number(21), "moved")).Then();

    [Fact]
    public void a_closed_account_has_lost_its_roles_already() =>
        Given<Account>(MariaOpened, Granted, Closed).When(account => account.RevokeRole(RoleId, "moved")).Then();

    [Fact]
    public void a_role_is_taken_away_for_one_branch_or_for_all()
    {
        object[] held = [MariaOpened, Granted, Granted with { Scope = Scope.Branch, BranchId = MilanId }, Granted with { Scope = Scope.Branch, BranchId = Number(30) }];

        Given<Account>(held).When(account => account.RevokeRole(RoleId, "moved", MilanId)).Then(Revoked with { BranchId = MilanId });
        Given<Account>(held).When(account => account.RevokeRole(RoleId, "moved"))
            .Then(Revoked, Revoked with { BranchId = MilanId }, Revoked with { BranchId = Number(30) });
    }
}
