using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class OpenBranchTests
{
    [Fact]
    public void a_branch_begins_its_business() =>
        GivenNothing<Branch>().When(branch => Open(branch)).Then(MilanOpened);

    [Fact]
    public void a_branch_that_was_closed_since_is_not_opened_again_by_a_repeated_request() =>
        Given<Branch>(MilanOpened, new BranchClosed(MilanId, "rent")).When(branch => Open(branch)).Then();

    [Theory]
    [InlineData("Turin", "Europe/Rome", "EUR")]
    [InlineData("Milan", "Europe/Paris", "EUR")]
    [InlineData("Milan", "Europe/Rome", "CHF")]
    public void an_id_names_one_branch(string name, string zone, string currency) =>
        Given<Branch>(MilanOpened).When(branch => Branch.Open(branch, MilanId, name, zone, currency, UniqueClaims.None)).ThenRefused("id-taken");

    [Fact]
    public void two_branches_do_not_share_a_name() =>
        GivenNothing<Branch>().When(branch => Open(branch, taken: Taken(UniqueKind.BranchName, "Milan"))).ThenRefused("branch-name-taken");

    [Theory]
    [InlineData("Europe/Milan")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("Europe/../Europe/Rome")]
    public void a_branch_lives_in_a_zone_that_everybody_knows(string zone) =>
        GivenNothing<Branch>().When(branch => Open(branch, zone)).ThenRefused("unknown-time-zone");

    [Fact]
    public void the_calendar_day_is_that_of_the_wall_clock()
    {
        var lastMinute = new DateTimeOffset(2026, 3, 2, 22, 59, 59, TimeSpan.Zero);

        Milan.DayOf(lastMinute).ShouldBe(Monday);
        Milan.DayOf(lastMinute.AddSeconds(1)).ShouldBe(Monday.AddDays(1));
    }

    private static Decision Open(Branch? branch, string zone = "Europe/Rome", UniqueClaims? taken = null) =>
        Branch.Open(branch, MilanId, "Milan", zone, "EUR", taken ?? UniqueClaims.None);
}
