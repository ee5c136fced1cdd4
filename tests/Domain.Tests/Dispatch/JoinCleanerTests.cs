using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class JoinCleanerTests
{
    private static readonly Account Maria = StateOf<Account>(MariaOpened);

    [Fact]
    public void an_employee_begins_to_clean() =>
        GivenNothing<Cleaner>().When(cleaner => Join(cleaner, AnaJoined)).Then(AnaJoined);

    [Fact]
    public void who_is_suspended_may_join_and_work_later() =>
        GivenNothing<Cleaner>().When(cleaner => Cleaner.Join(cleaner, AnaJoined, StateOf<Account>(MariaOpened, Suspended), UniqueClaims.None))
            .Then(AnaJoined);

    [Fact]
    public void a_repeated_request_does_not_bring_back_who_left() =>
        Given<Cleaner>(AnaJoined, new CleanerLeft(AnaId, "moved", Ten)).When(cleaner => Join(cleaner, AnaJoined)).Then();

    [Fact]
    public void an_id_belongs_to_one_account() =>
        Given<Cleaner>(AnaJoined).When(cleaner => Join(cleaner, AnaJoined with { AccountId = Number(40) })).ThenRefused("id-taken");

    [Fact]
    public void an_id_has_one_reference() =>
        Given<Cleaner>(AnaJoined).When(cleaner => Join(cleaner, AnaJoined with { ExternalReference = "A-2" })).ThenRefused("id-taken");

    [Fact]
    public void a_closed_account_cleans_no_more() =>
        GivenNothing<Cleaner>().When(cleaner => Cleaner.Join(cleaner, AnaJoined, StateOf<Account>(MariaOpened, Closed), UniqueClaims.None))
            .ThenRefused("account-not-open");

    [Fact]
    public void an_account_belongs_to_one_cleaner() =>
        GivenNothing<Cleaner>().When(cleaner => Join(cleaner, AnaJoined, Taken(UniqueKind.CleanerAccount, AccountId.ToString())))
            .ThenRefused("account-is-cleaner");

    [Fact]
    public void importing_twice_makes_one_cleaner() =>
        GivenNothing<Cleaner>().When(cleaner => Join(cleaner, AnaJoined, Taken(UniqueKind.CleanerReference, "A-1")))
            .ThenRefused("external-reference-taken");

    private static Decision Join(Cleaner? cleaner, CleanerJoined joined, UniqueClaims? taken = null) =>
        Cleaner.Join(cleaner, joined, Maria, taken ?? UniqueClaims.None);
}
