using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class DefinePositionTests
{
    private static readonly PositionRole Own = new(RoleId, Scope.Own);
    private static readonly PositionRole OfBranch = new(Number(21), Scope.Branch);
    private static readonly PositionDefined Defined = new(PositionId, "Desk", [Own, OfBranch]);

    [Fact]
    public void a_position_gives_roles() =>
        GivenNothing<Position>().When(x => Position.Define(x, Defined, UniqueClaims.None)).Then(Defined);

    [Fact]
    public void the_same_roles_in_another_order_are_the_same_position() =>
        Given<Position>(Defined).When(x => Position.Define(x, Defined with { Roles = [OfBranch, Own] }, UniqueClaims.None)).Then();

    [Fact]
    public void an_id_names_one_position() =>
        Given<Position>(Defined).When(x => Position.Define(x, Defined with { Name = "Front desk" }, UniqueClaims.None)).ThenRefused("id-taken");

    [Fact]
    public void two_positions_do_not_share_a_name() =>
        GivenNothing<Position>().When(x => Position.Define(x, Defined, Taken(UniqueKind.PositionName, "Desk"))).ThenRefused("position-name-taken");

    [Fact]
    public void a_change_names_what_came_and_what_went() =>
        Given<Position>(Defined).When(x => x.ChangeRoles([Own with { Scope = Scope.Company }, OfBranch], isOwn: false))
            .Then(new PositionRolesChanged(PositionId, [Own with { Scope = Scope.Company }], [Own]));

    [Fact]
    public void nobody_adds_to_the_position_that_they_hold()
    {
        Given<Position>(Defined).When(x => x.ChangeRoles([Own, OfBranch, new(Number(22), Scope.Own)], isOwn: true)).ThenRefused("no-self-grant");
        Given<Position>(Defined).When(x => x.ChangeRoles([Own], isOwn: true)).Then(new PositionRolesChanged(PositionId, [], [OfBranch]));
    }

    [Fact]
    public void what_it_gives_for_a_branch_is_for_the_holders() =>
        StateOf<Position>(Defined).GrantsFor(MilanId).ShouldBe([new Grant(RoleId, Scope.Own, null, null), new Grant(Number(21), Scope.Branch, MilanId, null)]);
}
