using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class SetSegregationRuleTests
{
    private static readonly Dictionary<Guid, IReadOnlyCollection<string>> Nobody = [];
    private static readonly Duty Entry = new("entry", [Permission.BookJobs, "finance.*.enter"]);
    private static readonly Duty Approval = new("approval", ["finance.*.approve"]);
    private static readonly SegregationRuleSet Apart = Rule(Entry, Approval);
    private static readonly SegregationRuleLifted Lifted = new(Apart.SegregationRuleId, "Too few people.");

    [Fact]
    public void duties_are_kept_apart() =>
        GivenNothing<SegregationRule>().When(x => SegregationRule.Set(x, Apart, Nobody)).Then(Apart);

    [Fact]
    public void another_rule_of_the_name_replaces_it() =>
        Given<SegregationRule>(Apart).When(x => SegregationRule.Set(x, Rule(Approval, Entry), Nobody)).Then(Rule(Approval, Entry));

    [Fact]
    public void what_was_lifted_may_be_set_again() =>
        Given<SegregationRule>(Apart, Lifted).When(x => SegregationRule.Set(x, Apart, Nobody)).Then(Apart);

    [Fact]
    public void a_permission_named_in_full_is_known() =>
        GivenNothing<SegregationRule>().When(x => SegregationRule.Set(x, Rule(Approval, new("entry", ["finance.invoices.enter"])), Nobody))
            .ThenRefused("unknown-permission");

    [Fact]
    public void a_permission_belongs_to_one_duty() =>
        GivenNothing<SegregationRule>().When(x => SegregationRule.Set(x, Rule(Entry, new("desk", ["dispatch.jobs.*"])), Nobody)).ThenRefused("duties-overlap");

    [Fact]
    public void whoever_holds_both_already_is_named()
    {
        var held = new Dictionary<Guid, IReadOnlyCollection<string>>
        {
            [BobId] = ["finance.invoices.approve", Permission.BookJobs],
            [AnaId] = ["finance.invoices.enter", "finance.timesheets.approve"],
            [CleoId] = [Permission.BookJobs],
        };

        GivenNothing<SegregationRule>().When(x => SegregationRule.Set(x, Apart, held)).ThenRefused("held-together-already");
        SegregationRule.Set(null, Apart, held).Refusal!.Details.ShouldHaveSingleItem().Value.ShouldBe(new[] { AnaId, BobId });
    }

    [Fact]
    public void a_rule_is_lifted() =>
        Given<SegregationRule>(Apart).When(x => x.Lift("Too few people.")).Then(Lifted);

    [Theory]
    [InlineData("finance.invoices.approve")]
    [InlineData("finance.invoices.approve", "finance.timesheets.approve")]
    [InlineData("finance.invoices.read", "finance.invoices.enter")]
    [InlineData("finance.approve", "finance.invoices.enter")]
    public void one_duty_is_no_violation(params string[] permissions) => Violated(Apart, permissions).ShouldBeEmpty();

    [Fact]
    public void two_duties_are_a_violation_by_whichever_permissions() =>
        Violated(Apart, ["finance.timesheets.approve", "crm.sites.read", "finance.invoices.enter"]).ShouldHaveSingleItem().Name.ShouldBe("finance-apart");

    [Fact]
    public void a_rule_that_was_lifted_is_not_violated() =>
        SegregationRule.Violated([StateOf<SegregationRule>(Apart, Lifted)], ["finance.invoices.approve", "finance.invoices.enter"]).ShouldBeEmpty();

    private static IReadOnlyList<SegregationRule> Violated(SegregationRuleSet rule, string[] permissions) =>
        SegregationRule.Violated([StateOf<SegregationRule>(rule)], permissions);

    private static SegregationRuleSet Rule(params Duty[] duties) => new(SegregationRule.IdOf("finance-apart"), "finance-apart", duties);
}
