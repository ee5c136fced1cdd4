using System.Net;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Security.Passwords;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Tests.Security;

public class EnrolmentTests(Server server)
{
    [Fact]
    public async Task of_ten_uses_of_a_secret_at_once_one_succeeds()
    {
        var (person, number, secret) = await server.Offered();
        var browsers = Enumerable.Range(0, 10).Select(_ => new Browser(server)).ToList();
        var answers = await Task.WhenAll(browsers.Select((x, i) => x.Enrol(number, secret, $"{Employees.Password} {i}")));
        browsers.ForEach(x => x.Dispose());

        answers.Count(x => x.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(x => x.StatusCode == HttpStatusCode.BadRequest).ShouldBe(9);
        (await server.Events(person.AccountId)).OfType<CredentialChanged>().Count().ShouldBe(1);
        (await server.Rows("select 1 from auth.enrolment where account_id = $1", person.AccountId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task the_secret_works_however_it_is_typed_but_only_for_its_account()
    {
        var (_, number, secret) = await server.Offered();
        var (_, otherNumber, _) = await server.Offered();
        using var browser = new Browser(server);
        (await browser.Enrol(otherNumber, secret, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Enrol(number, secret.Replace("-", " ").ToLowerInvariant(), Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_secret_is_worth_nothing_after_a_day_or_once_another_is_offered()
    {
        var (person, number, secret) = await server.Offered();
        using var browser = new Browser(server);
        (await server.Rows("select expires_at between now() + interval '23 hours' and now() + interval '24 hours' from auth.enrolment where account_id = $1", person.AccountId))[0][0].ShouldBe(true);
        await server.Rows("update auth.enrolment set expires_at = now() - interval '1 second' where account_id = $1 returning 1", person.AccountId);
        (await browser.Enrol(number, secret, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var second = (await server.Company.Security.Post(Employees.OfferOf(person), new { })).Read<EnrolmentOffer>().Secret;
        (await browser.Enrol(number, secret, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Enrol(number, second, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task the_same_request_gets_the_same_secret_and_records_one_offer()
    {
        var person = await server.Company.Employ(Positions.Dispatcher, Scope.Company);
        var key = Guid.NewGuid().ToString();
        var first = (await server.Company.Security.Post(Employees.OfferOf(person), new { }, key: key)).ShouldBe(200);
        var again = (await server.Company.Security.Post(Employees.OfferOf(person), new { }, key: key)).ShouldBe(200);
        again.Body.ShouldBe(first.Body);
        again.ETag.ShouldBe(first.ETag);
        (await server.Events(person.AccountId)).OfType<EnrolmentOffered>().Count().ShouldBe(1);
        (await server.Company.Security.Post(Employees.OfferOf(person), new { })).ShouldBe(200).Body.ShouldNotBe(first.Body);
    }

    [Fact]
    public async Task neither_secret_nor_password_is_kept_anywhere()
    {
        var (person, number, secret) = await server.Offered();
        using var browser = new Browser(server);
        (await browser.Enrol(number, secret, Employees.Password)).EnsureSuccessStatusCode();
        var kept = await server.Rows("select data::text || coalesce(headers::text, '') from mt_events where stream_id = $1", person.AccountId);
        kept.ShouldAllBe(x => !((string)x[0]).Contains(secret) && !((string)x[0]).Contains(Employees.Password));
        var hash = (string)(await server.Rows("select password_hash from auth.credential where account_id = $1", person.AccountId))[0][0];
        hash.ShouldStartWith("$argon2id$v=19$m=65536,t=3,p=1$");
    }

    [Fact]
    public async Task a_weak_password_is_refused_with_the_reason_and_the_secret_stays()
    {
        var (_, number, secret) = await server.Offered();
        using var browser = new Browser(server);
        var page = await browser.Enrol(number, secret, "too short");
        page.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("at least 15 characters");
        (await browser.Enrol(number, secret, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Seven geese cross the river")]
    [InlineData("seven geese cross the river ")]
    [InlineData("seven geese cross the rive")]
    [InlineData("seven geese cross the river, and two more than that do so in the evening")]
    public async Task a_password_counts_exactly_as_it_was_typed(string almost)
    {
        var (_, number) = await server.Enrolled();
        using var browser = new Browser(server);
        (await browser.SignIn("/sign-in", number, almost)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task what_differs_after_many_characters_differs()
    {
        var (_, number, secret) = await server.Offered();
        using var browser = new Browser(server);
        var sentence = string.Concat(Enumerable.Range(10, 60).Select(x => $"{x}"));
        (await browser.Enrol(number, secret, sentence)).EnsureSuccessStatusCode();
        (await browser.SignIn("/sign-in", number, $"{sentence[..^1]}x")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.SignIn("/sign-in", number, sentence)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_hash_that_has_become_weak_is_made_anew_at_sign_in()
    {
        var (person, number) = await server.Enrolled();
        await server.Rows(
            "update auth.credential set password_hash = $2 where account_id = $1 returning 1",
            person.AccountId, Argon2Hash.Of(Employees.Password, memory: 19_456, passes: 2).ToString());
        using var browser = new Browser(server);
        (await browser.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var hash = (string)(await server.Rows("select password_hash from auth.credential where account_id = $1", person.AccountId))[0][0];
        Argon2Hash.Parse(hash).IsWeak.ShouldBeFalse();
        (await browser.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task who_may_not_enrol_accounts_offers_nothing()
    {
        var person = await server.Company.Employ(Positions.Dispatcher, Scope.Company);
        (await server.Company.System.Post(Employees.OfferOf(person), new { })).ShouldBe(403);
    }
}
