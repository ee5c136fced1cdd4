using CleaningEvents.Domain.Crm;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Crm;

public class PreferCleanerTests
{
    private static readonly CleanerPreferenceSet AnaExcluded = new(SiteId, CustomerId, AnaId, CleanerPreference.Excluded, "broke a vase");

    [Theory]
    [InlineData(CleanerPreference.Preferred)]
    [InlineData(CleanerPreference.Excluded)]
    public void a_customer_speaks_of_a_cleaner(CleanerPreference preference) =>
        Given<Site>(PiazzaRegistered).When(site => site.Prefer(AnaId, preference, "broke a vase"))
            .Then(AnaExcluded with { Preference = preference });

    [Fact]
    public void everybody_is_neutral_until_something_is_said() =>
        Given<Site>(PiazzaRegistered).When(site => site.Prefer(AnaId, CleanerPreference.Neutral, "no opinion")).Then();

    [Fact]
    public void the_latest_word_counts() =>
        Given<Site>(PiazzaRegistered, AnaExcluded).When(site => site.Prefer(AnaId, CleanerPreference.Neutral, "forgiven"))
            .Then(new CleanerPreferenceSet(SiteId, CustomerId, AnaId, CleanerPreference.Neutral, "forgiven"));

    [Fact]
    public void only_who_is_excluded_stays_away()
    {
        var site = StateOf<Site>(PiazzaRegistered, AnaExcluded, AnaExcluded with { CleanerId = BobId, Preference = CleanerPreference.Preferred });

        site.Excludes(AnaId).ShouldBeTrue();
        site.Excludes(BobId).ShouldBeFalse();
        site.Excludes(CleoId).ShouldBeFalse();
    }
}
