using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class DefineRoleTests
{
    private static readonly RoleDefined Defined = new(RoleId, "Desk", ["crm.sites.read", "dispatch.jobs.book"]);

    [Fact]
    public void a_role_lists_each_permission_once_in_alphabetical_order() =>
        GivenNothing<Role>().When(role => Define(role, ["dispatch.jobs.book", "crm.sites.read", "dispatch.jobs.book"])).Then(Defined);

    [Fact]
    public void a_role_may_allow_nothing_yet() =>
        GivenNothing<Role>().When(role => Define(role, [])).Then(Defined with { Permissions = [] });

    [Fact]
    public void the_same_permissions_in_another_order_are_the_same_role() =>
        Given<Role>(Defined).When(role => Define(role, ["dispatch.jobs.book", "crm.sites.read"])).Then();

    [Fact]
    public void an_id_names_one_role() =>
        Given<Role>(Defined).When(role => Role.Define(role, RoleId, "Front desk", Defined.Permissions, UniqueClaims.None)).ThenRefused("id-taken");

    [Fact]
    public void an_id_keeps_its_permissions() =>
        Given<Role>(Defined).When(role => Define(role, ["crm.sites.read"])).ThenRefused("id-taken");

    [Fact]
    public void two_roles_do_not_share_a_name() =>
        GivenNothing<Role>().When(role => Role.Define(role, RoleId, "Desk", [], Taken(UniqueKind.RoleName, "Desk"))).ThenRefused("role-name-taken");

    [Theory]
    [InlineData("crm.sites.paint")]
    [InlineData("")]
    [InlineData("CRM.sites.read")]
    public void a_role_knows_only_the_catalogue(string permission) =>
        GivenNothing<Role>().When(role => Define(role, ["crm.sites.read", permission])).ThenRefused("unknown-permission");

    private static Decision Define(Role? role, string[] permissions) => Role.Define(role, RoleId, "Desk", permissions, UniqueClaims.None);
}
