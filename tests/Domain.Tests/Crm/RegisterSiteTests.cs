using CleaningEvents.Domain.Crm;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Crm;

public class RegisterSiteTests
{
    [Fact]
    public void a_customer_gets_a_site() =>
        GivenNothing<Site>().When(site => Register(site, PiazzaRegistered)).Then(PiazzaRegistered);

    [Fact]
    public void a_repeated_request_does_not_undo_a_later_change() =>
        Given<Site>(PiazzaRegistered, new SiteInstructionsChanged(SiteId, CustomerId, null)).When(site => Register(site, PiazzaRegistered)).Then();

    [Fact]
    public void an_id_belongs_to_one_customer() =>
        Given<Site>(PiazzaRegistered).When(site => Register(site, PiazzaRegistered with { CustomerId = Number(31) })).ThenRefused("id-taken");

    [Fact]
    public void an_id_has_one_reference() =>
        Given<Site>(PiazzaRegistered).When(site => Register(site, PiazzaRegistered with { ExternalReference = null })).ThenRefused("id-taken");

    [Fact]
    public void importing_twice_makes_one_site() =>
        GivenNothing<Site>().When(site => Site.Register(site, PiazzaRegistered, Taken(UniqueKind.SiteReference, "S-1")))
            .ThenRefused("external-reference-taken");

    private static Decision Register(Site? site, SiteRegistered registered) => Site.Register(site, registered, UniqueClaims.None);
}
