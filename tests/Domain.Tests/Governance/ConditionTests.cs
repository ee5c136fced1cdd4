using System.Text.Json;
using CleaningEvents.Domain.Governance;

namespace CleaningEvents.Domain.Tests.Governance;

public class ConditionTests
{
    [Theory]
    [InlineData("scope", Comparison.Equals, "Company", true)]
    [InlineData("scope", Comparison.Equals, "Branch", false)]
    [InlineData("scope", Comparison.Differs, "Branch", true)]
    [InlineData("scope", Comparison.Differs, "Company", false)]
    [InlineData("branchId", Comparison.Equals, "Company", false)]
    [InlineData("branchId", Comparison.Differs, "Company", true)]
    [InlineData("amount.value", Comparison.Above, "1000", true)]
    [InlineData("amount.value", Comparison.Above, "1000.5", false)]
    [InlineData("amount.value", Comparison.Below, "1000.51", true)]
    [InlineData("amount.value", Comparison.Below, "1e3", false)]
    [InlineData("branchId", Comparison.Above, "1000", true)]
    [InlineData("scope.deeper", Comparison.Below, "1", true)]
    public void it_holds_or_not(string field, Comparison comparison, string value, bool holds)
    {
        using var body = JsonDocument.Parse("""{"scope":"Company","branchId":null,"amount":{"value":1000.5}}""");

        new Condition(field, comparison, value).Holds(body.RootElement).ShouldBe(holds);
    }

    [Fact]
    public void all_conditions_of_a_rule_must_hold()
    {
        using var body = JsonDocument.Parse("""{"scope":"Company","days":9}""");
        var rule = new TwoPersonRule(Guid.Empty, "grant-role",
            [new Condition("scope", Comparison.Equals, "Company"), new Condition("days", Comparison.Above, "9")], "governance.changes.approve", 1, IsInForce: true);

        rule.AppliesTo(body.RootElement).ShouldBeFalse();
        (rule with { Conditions = [rule.Conditions[0]] }).AppliesTo(body.RootElement).ShouldBeTrue();
        (rule with { Conditions = [], IsInForce = false }).AppliesTo(body.RootElement).ShouldBeFalse();
    }
}
