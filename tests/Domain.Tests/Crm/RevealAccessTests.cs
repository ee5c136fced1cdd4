using CleaningEvents.Domain.Crm;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Crm;

public class RevealAccessTests
{
    [Fact]
    public void on_the_day_the_way_in_may_be_told() =>
        Given<Site>(PiazzaRegistered).When(_ => Site.RevealAccess(isJobToday: true)).Then();

    [Fact]
    public void on_any_other_day_it_is_told_to_nobody() =>
        Given<Site>(PiazzaRegistered).When(_ => Site.RevealAccess(isJobToday: false)).ThenRefused("no-job-today");
}
