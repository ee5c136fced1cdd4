using System.Net;
using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class SetNetworkRuleTests
{
    private static readonly NetworkRuleSet Office = Rule("192.0.2.0/24", "2001:db8::/32");

    [Fact]
    public void a_group_is_tied_to_networks() =>
        GivenNothing<NetworkRule>().When(x => Set(x, Office, "192.0.2.7")).Then(Office);

    [Fact]
    public void other_networks_replace_them() =>
        Given<NetworkRule>(Office).When(x => Set(x, Rule("198.51.100.0/24"), "198.51.100.1")).Then(Rule("198.51.100.0/24"));

    [Fact]
    public void what_was_lifted_may_be_set_again() =>
        Given<NetworkRule>(Office, new NetworkRuleLifted(Office.NetworkRuleId, "Moved.")).When(x => Set(x, Office, "192.0.2.7")).Then(Office);

    [Theory]
    [InlineData("192.0.3.1")]
    [InlineData("2001:db9::1")]
    [InlineData(null)]
    public void nobody_shuts_themselves_out(string? author) =>
        GivenNothing<NetworkRule>().When(x => Set(x, Office, author)).ThenRefused("author-shut-out");

    [Theory]
    [InlineData("::ffff:192.0.2.7")]
    [InlineData("2001:db8::1")]
    [InlineData("203.0.113.9")]
    public void an_address_counts_however_it_is_written_and_where_the_installation_allows_it(string author) =>
        GivenNothing<NetworkRule>().When(x => Set(x, Office, author)).Then(Office);

    [Fact]
    public void whom_the_group_does_not_concern_sets_the_rule_from_anywhere() =>
        GivenNothing<NetworkRule>().When(x => NetworkRule.Set(x, Office, [], IPAddress.Loopback, concernsAuthor: false)).Then(Office);

    [Theory]
    [InlineData]
    [InlineData("office")]
    [InlineData("192.0.2.0/24", "192.0.2.0/33")]
    public void only_networks_are_allowed(params string[] networks) =>
        GivenNothing<NetworkRule>().When(x => Set(x, Rule(networks), "192.0.2.7")).ThenRefused("not-a-network");

    [Fact]
    public void what_is_open_to_all_stays_so() =>
        GivenNothing<NetworkRule>().When(x => Set(x, Office with { Group = PermissionGroup.None }, "192.0.2.7")).ThenRefused("group-not-restrictable");

    [Fact]
    public void a_rule_is_lifted() =>
        Given<NetworkRule>(Office).When(x => x.Lift("Moved.")).Then(new NetworkRuleLifted(Office.NetworkRuleId, "Moved."));

    [Theory]
    [InlineData(Permission.SearchEvents, PermissionGroup.Audit)]
    [InlineData(Permission.GrantRoles, PermissionGroup.Administration)]
    [InlineData(Permission.SetTwoPersonRules, PermissionGroup.Administration)]
    [InlineData(Permission.SetNetworkRules, PermissionGroup.Administration)]
    [InlineData(Permission.DiscloseSubjects, PermissionGroup.Export)]
    [InlineData("governance.backups.make", PermissionGroup.Backup)]
    [InlineData("governance.restores.approve", PermissionGroup.Backup)]
    [InlineData(Permission.ReadBranches, PermissionGroup.None)]
    [InlineData(Permission.BookJobs, PermissionGroup.None)]
    public void a_permission_belongs_to_a_group_by_its_name(string permission, PermissionGroup group) =>
        NetworkRule.GroupOf(permission).ShouldBe(group);

    private static NetworkRuleSet Rule(params string[] networks) => new(NetworkRule.IdOf(PermissionGroup.Administration), PermissionGroup.Administration, networks);

    private static Decision Set(NetworkRule? rule, NetworkRuleSet wanted, string? author) => NetworkRule.Set(
        rule, wanted, [IPNetwork.Parse("203.0.113.0/24")], author is null ? null : IPAddress.Parse(author), concernsAuthor: true);
}
