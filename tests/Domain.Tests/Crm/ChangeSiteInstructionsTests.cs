using CleaningEvents.Domain.Crm;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Crm;

public class ChangeSiteInstructionsTests
{
    [Theory]
    [InlineData("Key at the porter's")]
    [InlineData(null)]
    public void the_way_in_changes(string? instructions) =>
        Given<Site>(PiazzaRegistered).When(site => site.ChangeInstructions(instructions)).Then(new SiteInstructionsChanged(SiteId, CustomerId, instructions));

    [Fact]
    public void the_known_way_changes_nothing() =>
        Given<Site>(PiazzaRegistered).When(site => site.ChangeInstructions("Ring twice")).Then();
}
