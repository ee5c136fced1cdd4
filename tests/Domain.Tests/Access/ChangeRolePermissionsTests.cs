using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class ChangeRolePermissionsTests
{
    private static readonly RoleDefined Defined = new(RoleId, "Desk", ["crm.sites.read", "dispatch.jobs.book"]);

    [Fact]
    public void the_event_names_what_came_and_what_went() =>
        Given<Role>(Defined).When(role => role.ChangePermissions(["dispatch.jobs.read", "crm.sites.read", "dispatch.jobs.cancel", "dispatch.jobs.read"]))
            .Then(new RolePermissionsChanged(RoleId, ["dispatch.jobs.cancel", "dispatch.jobs.read"], ["dispatch.jobs.book"]));

    [Fact]
    public void a_role_may_lose_everything() =>
        Given<Role>(Defined).When(role => role.ChangePermissions([])).Then(new RolePermissionsChanged(RoleId, [], Defined.Permissions));

    [Fact]
    public void what_was_taken_may_be_given_back() =>
        Given<Role>(Defined, new RolePermissionsChanged(RoleId, [], ["crm.sites.read"])).When(role => role.ChangePermissions(Defined.Permissions))
            .Then(new RolePermissionsChanged(RoleId, ["crm.sites.read"], []));

    [Fact]
    public void the_same_permissions_in_another_order_change_nothing() =>
        Given<Role>(Defined).When(role => role.ChangePermissions(["dispatch.jobs.book", "crm.sites.read"])).Then();

    [Fact]
    public void a_role_knows_only_the_catalogue() =>
        Given<Role>(Defined).When(role => role.ChangePermissions(["crm.sites.paint"])).ThenRefused("unknown-permission");
}
