using CleaningEvents.Domain.Governance;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Governance;

public class SetTwoPersonRuleTests
{
    private const string Approver = "governance.changes.approve";

    private static readonly string[] Fields = ["roleId", "scope", "amount.value"];

    private static readonly TwoPersonRuleSet ForCompany = Rule("grant-role", new Condition("scope", Comparison.Equals, "Company"));

    [Fact]
    public void a_command_takes_two_people() =>
        GivenNothing<TwoPersonRule>().When(x => TwoPersonRule.Set(x, ForCompany, Fields)).Then(ForCompany);

    [Fact]
    public void another_rule_replaces_it() =>
        Given<TwoPersonRule>(ForCompany).When(x => TwoPersonRule.Set(x, Rule("grant-role"), Fields)).Then(Rule("grant-role"));

    [Fact]
    public void a_rule_for_what_is_sensitive_is_another_rule() =>
        Given<TwoPersonRule>(ForCompany).When(x => TwoPersonRule.Set(x, ForCompany with { OnlySensitive = true }, Fields)).Then(ForCompany with { OnlySensitive = true });

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    public void it_applies_to_everything_or_to_what_is_sensitive(bool onlySensitive, bool isSensitive, bool applies) =>
        StateOf<TwoPersonRule>(ForCompany with { OnlySensitive = onlySensitive }).AppliesTo(Decision.Nothing with { IsSensitive = isSensitive }).ShouldBe(applies);

    [Fact]
    public void what_was_lifted_may_be_set_again() =>
        Given<TwoPersonRule>(ForCompany, new TwoPersonRuleLifted(ForCompany.TwoPersonRuleId, "Trial over.")).When(x => TwoPersonRule.Set(x, ForCompany, Fields)).Then(ForCompany);

    [Fact]
    public void a_command_that_cannot_wait_takes_no_rule() =>
        GivenNothing<TwoPersonRule>().When(x => TwoPersonRule.Set(x, Rule("approve-change"), fields: null)).ThenRefused("command-not-reviewable");

    [Fact]
    public void the_second_person_needs_a_permission_of_the_catalogue() =>
        GivenNothing<TwoPersonRule>().When(x => TwoPersonRule.Set(x, ForCompany with { ApproverPermission = "be.nice" }, Fields)).ThenRefused("unknown-permission");

    [Fact]
    public void a_condition_names_a_member_of_the_body() =>
        GivenNothing<TwoPersonRule>().When(x => TwoPersonRule.Set(x, Rule("grant-role", new Condition("Scope", Comparison.Equals, "Company")), Fields)).ThenRefused("unknown-field");

    [Fact]
    public void only_numbers_are_above_one_another() =>
        GivenNothing<TwoPersonRule>().When(x => TwoPersonRule.Set(x, Rule("grant-role", new Condition("scope", Comparison.Above, "Branch")), Fields)).ThenRefused("condition-not-a-number");

    [Theory]
    [InlineData("set-two-person-rule")]
    [InlineData("lift-two-person-rule")]
    [InlineData("set-segregation-rule")]
    [InlineData("lift-segregation-rule")]
    public void rules_about_rules_stay(string command) =>
        GivenNothing<TwoPersonRule>().When(x => TwoPersonRule.Set(x, Rule(command), Fields)).ThenRefused("always-two-people");

    [Fact]
    public void a_rule_is_lifted() =>
        Given<TwoPersonRule>(ForCompany).When(x => x.Lift("Trial over.")).Then(new TwoPersonRuleLifted(ForCompany.TwoPersonRuleId, "Trial over."));

    [Fact]
    public void rules_about_rules_are_not_lifted() =>
        Given<TwoPersonRule>(Rule("set-two-person-rule")).When(x => x.Lift("Too slow.")).ThenRefused("always-two-people");

    private static TwoPersonRuleSet Rule(string command, params Condition[] conditions) => new(TwoPersonRule.IdOf(command), command, conditions, Approver, 72);
}
