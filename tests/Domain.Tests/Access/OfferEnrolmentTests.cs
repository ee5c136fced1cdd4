using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class OfferEnrolmentTests
{
    private static readonly EnrolmentOffered Offered = new(AccountId, Ten);

    [Fact]
    public void every_offer_is_another_secret() =>
        Given<Account>(MariaOpened).When(account => account.OfferEnrolment(Ten)).ThenEachTime(Offered);

    [Fact]
    public void who_is_suspended_may_prepare_to_come_back() =>
        Given<Account>(MariaOpened, Suspended).When(account => account.OfferEnrolment(Ten)).ThenEachTime(Offered);

    [Fact]
    public void nobody_enrols_for_a_closed_account() =>
        Given<Account>(MariaOpened, Closed).When(account => account.OfferEnrolment(Ten)).ThenRefused("account-not-open");
}
