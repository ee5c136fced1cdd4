using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class LinkIdentityTests
{
    private const string Issuer = "https://id.example.com";
    private static readonly IdentityLinked Linked = new(AccountId, Issuer, "u-1");

    [Fact]
    public void a_user_of_another_issuer_is_let_into_an_account() =>
        Given<Account>(MariaOpened).When(account => account.LinkIdentity(Issuer, "u-1", UniqueClaims.None)).Then(Linked);

    [Fact]
    public void another_user_takes_the_place_of_the_first() =>
        Given<Account>(MariaOpened, Linked).When(account => account.LinkIdentity(Issuer, "u-2", UniqueClaims.None)).Then(Linked with { Subject = "u-2" });

    [Fact]
    public void a_user_opens_one_account_only() =>
        Given<Account>(MariaOpened)
            .When(account => account.LinkIdentity(Issuer, "u-1", Taken(UniqueKind.IssuerSubject, $"{Issuer} u-1"))).ThenRefused("identity-linked");

    [Fact]
    public void a_closed_account_lets_nobody_in() =>
        Given<Account>(MariaOpened, Closed).When(account => account.LinkIdentity(Issuer, "u-1", UniqueClaims.None)).ThenRefused("account-not-open");
}
