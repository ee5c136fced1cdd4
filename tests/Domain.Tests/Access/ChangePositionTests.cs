using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class ChangePositionTests
{
    private static readonly Guid ChiefId = Number(20);
    private static readonly Guid DeskId = Number(21);
    private static readonly Guid ExtraId = Number(22);
    private static readonly Position Desk = StateOf<Position>(new PositionDefined(DeskId, "Desk", [new PositionRole(RoleId, Scope.Own), new PositionRole(DeskId, Scope.Branch)]));
    private static readonly Grant AtTheDesk = new(DeskId, Scope.Branch, MilanId, null);

    /// <summary>As a cleaner, with something extra that ends some day.</summary>
    private static readonly object[] Past =
    [
        MariaOpened, new RoleGranted(AccountId, RoleId, Scope.Own, null, null), new RoleGranted(AccountId, ExtraId, Scope.Company, null, Ten.AddDays(9)),
    ];

    private static readonly PositionChanged Moved = new(
        AccountId, PositionId, DeskId, MilanId, [new Grant(ExtraId, Scope.Company, null, Ten.AddDays(9))], [AtTheDesk], "promoted", Ten);

    [Fact]
    public void a_move_tells_what_was_lost_and_gained() =>
        Given<Account>(Past).When(account => Move(account, Desk)).Then(Moved);

    [Fact]
    public void nothing_is_left_that_the_position_does_not_give()
    {
        var account = StateOf<Account>([.. Past, Moved]);

        account.Grants.ShouldBe([new Grant(RoleId, Scope.Own, null, null), AtTheDesk]);
        (account.PositionId, account.BranchId).ShouldBe((DeskId, MilanId));
    }

    [Fact]
    public void another_branch_is_a_move_too() =>
        Given<Account>([.. Past, Moved]).When(account => account.ChangePosition(Desk, Number(30), "promoted", Allowing(), ChiefId, Ten))
            .Then(new PositionChanged(AccountId, DeskId, DeskId, Number(30), [AtTheDesk], [AtTheDesk with { BranchId = Number(30) }], "promoted", Ten));

    [Fact]
    public void the_same_position_brings_its_holder_up_to_date() =>
        Given<Account>([.. Past, Moved, new RoleRevoked(AccountId, RoleId, "trial")]).When(account => Move(account, Desk))
            .Then(Moved with { FromPositionId = DeskId, Lost = [], Gained = [new Grant(RoleId, Scope.Own, null, null)] });

    [Fact]
    public void nobody_moves_themselves() =>
        Given<Account>(Past).When(account => account.ChangePosition(Desk, MilanId, "promoted", Allowing(), AccountId, Ten)).ThenRefused("no-self-grant");

    [Fact]
    public void who_holds_a_position_of_a_branch_works_for_one() =>
        Given<Account>(Past).When(account => account.ChangePosition(Desk, null, "promoted", Allowing(), ChiefId, Ten)).ThenRefused("position-needs-branch");

    [Fact]
    public void a_suspended_account_does_not_move() =>
        Given<Account>([.. Past, Suspended]).When(account => Move(account, Desk)).ThenRefused("account-not-open");

    [Fact]
    public void a_move_brings_no_two_duties_into_one_hand()
    {
        var apart = Allowing((RoleId, [Permission.BookJobs]), (DeskId, [Permission.RegisterCustomers])) with { Rules = [DeskAndAdviceApart] };

        Given<Account>(Past).When(account => account.ChangePosition(Desk, MilanId, "promoted", apart, ChiefId, Ten)).ThenRefused("segregation-violated");
    }

    [Fact]
    public void what_is_lost_may_have_been_the_other_duty()
    {
        var apart = Allowing((ExtraId, [Permission.BookJobs]), (DeskId, [Permission.RegisterCustomers])) with { Rules = [DeskAndAdviceApart] };

        Given<Account>(Past).When(account => account.ChangePosition(Desk, MilanId, "promoted", apart, ChiefId, Ten)).Then(Moved);
    }

    [Fact]
    public void only_what_is_gained_makes_it_a_sensitive_matter()
    {
        var account = StateOf<Account>(Past);

        account.ChangePosition(Desk, MilanId, "promoted", Allowing((RoleId, [Permission.GrantRoles])), ChiefId, Ten).IsSensitive.ShouldBeFalse();
        account.ChangePosition(Desk, MilanId, "promoted", Allowing((DeskId, [Permission.GrantRoles])), ChiefId, Ten).IsSensitive.ShouldBeTrue();
    }

    private static Decision Move(Account account, Position position) => account.ChangePosition(position, MilanId, "promoted", Allowing(), ChiefId, Ten);
}
