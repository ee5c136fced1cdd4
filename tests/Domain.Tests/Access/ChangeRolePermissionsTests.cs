using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class ChangeRolePermissionsTests
{
    private static readonly RoleDefined Defined = new(RoleId, "Desk", ["crm.sites.read", "dispatch.jobs.book"]);

    [Fact]
    public void the_event_names_what_came_and_what_went() =>
        Given<Role>(Defined).When(role => Change(role, ["dispatch.jobs.read", "crm.sites.read", "dispatch.jobs.cancel", "dispatch.jobs.read"]))
            .Then(new RolePermissionsChanged(RoleId, ["dispatch.jobs.cancel", "dispatch.jobs.read"], ["dispatch.jobs.book"]));

    [Fact]
    public void a_role_may_lose_everything() =>
        Given<Role>(Defined).When(role => Change(role, [])).Then(new RolePermissionsChanged(RoleId, [], Defined.Permissions));

    [Fact]
    public void what_was_taken_may_be_given_back() =>
        Given<Role>(Defined, new RolePermissionsChanged(RoleId, [], ["crm.sites.read"])).When(role => Change(role, Defined.Permissions))
            .Then(new RolePermissionsChanged(RoleId, ["crm.sites.read"], []));

    [Fact]
    public void the_same_permissions_in_another_order_change_nothing() =>
        Given<Role>(Defined).When(role => Change(role, ["dispatch.jobs.book", "crm.sites.read"])).Then();

    [Fact]
    public void a_role_knows_only_the_catalogue() =>
        Given<Role>(Defined).When(role => Change(role, ["crm.sites.paint"])).ThenRefused("unknown-permission");

    [Fact]
    public void nobody_adds_to_a_role_that_they_hold()
    {
        Holder[] holders = [new(AnaId, []), new(BobId, [])];

        Given<Role>(Defined).When(role => role.ChangePermissions([.. Defined.Permissions, "crm.sites.register"], holders, [], [CleoId, BobId])).ThenRefused("no-self-grant");
        Given<Role>(Defined).When(role => role.ChangePermissions(["crm.sites.read"], holders, [], [BobId])).Then(new RolePermissionsChanged(RoleId, [], ["dispatch.jobs.book"]));
    }

    [Fact]
    public void a_role_brings_no_two_duties_into_one_hand()
    {
        Holder[] holders = [new(AnaId, []), new(BobId, [Permission.RegisterCustomers])];
        var change = StateOf<Role>(new RoleDefined(RoleId, "Desk", [])).ChangePermissions([Permission.BookJobs], holders, [DeskAndAdviceApart], []);

        Given<Role>(new RoleDefined(RoleId, "Desk", [])).When(role => role.ChangePermissions([Permission.BookJobs], holders, [DeskAndAdviceApart], []))
            .ThenRefused("segregation-violated");
        change.Refusal!.Details.ShouldContain(("segregationRule", DeskAndAdviceApart.Name));
        change.Refusal!.Details.Single(x => x.Name is "accounts").Value.ShouldBe(new[] { BobId });
    }

    [Fact]
    public void only_what_is_added_makes_it_a_sensitive_matter()
    {
        var role = StateOf<Role>(new RoleDefined(RoleId, "Chief", [Permission.GrantRoles]));

        Change(role, [Permission.GrantRoles, Permission.ReadJobs]).IsSensitive.ShouldBeFalse();
        Change(role, [Permission.GrantRoles, Permission.OpenAccounts]).IsSensitive.ShouldBeTrue();
    }

    private static Decision Change(Role role, IReadOnlyList<string> permissions) => role.ChangePermissions(permissions, [], [], []);
}
