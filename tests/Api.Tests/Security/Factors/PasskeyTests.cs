using System.Net;
using System.Text.RegularExpressions;
using CleaningEvents.Api.Access;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Tests.Security.Factors;

public partial class PasskeyTests(Server server)
{
    [Fact]
    public async Task a_passkey_is_enrolled_over_the_api_and_signs_in_on_the_page()
    {
        var (person, number) = await server.Enrolled();
        using var authenticator = new Authenticator();
        (await Enrol(person, authenticator)).ShouldBe(204);
        (await server.Events(person.AccountId)).OfType<SecondFactorEnrolled>().Single().Kind.ShouldBe(SecondFactorKind.Passkey);

        using var browser = new Browser(server);
        (await SignIn(browser, number, authenticator)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var code = await Browser.CodeFrom(await browser.Get(browser.Authorize));
        var (_, tokens) = await browser.Redeem(code);
        new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(tokens.GetProperty("access_token").GetString())
            .Claims.Where(x => x.Type == "amr").Select(x => x.Value).ShouldBe(["pwd", "hwk"]);
    }

    [Fact]
    public async Task who_must_have_a_factor_may_make_a_passkey_on_the_way_in()
    {
        var (_, number) = await server.Enrolled(Positions.SecurityAdministrator);
        using var authenticator = new Authenticator();
        using var browser = new Browser(server);
        var led = (await browser.SignIn("/sign-in", number, Employees.Password)).Headers.Location!.OriginalString;
        led.ShouldStartWith("/account/add-factor");
        var page = await browser.Get(led);
        (await browser.Fill(page, led, ("credential", authenticator.Create(await OptionsOn(page))))).Headers.Location!.OriginalString.ShouldBe("/account");
    }

    [Fact]
    public async Task another_origin_another_key_or_an_unasked_holder_prove_nothing()
    {
        var (person, number) = await server.Enrolled();
        using var authenticator = new Authenticator();
        (await Enrol(person, authenticator)).ShouldBe(204);
        using var browser = new Browser(server);
        await browser.SignIn("/sign-in", number, Employees.Password);
        using var stranger = new Authenticator();
        await Refused(stranger.Sign);
        await Refused(x => authenticator.Sign(x.Replace("\"challenge\":\"", "\"challenge\":\"AAAA")));
        authenticator.Origin = "https://evil.example";
        await Refused(authenticator.Sign);
        (authenticator.Origin, authenticator.AsksHolder) = ("http://localhost:5080", false);
        await Refused(authenticator.Sign);

        async Task Refused(Func<string, string> sign)
        {
            var page = await browser.Get("/sign-in/second-factor");
            (await browser.Fill(page, "/sign-in/second-factor", ("credential", sign(await OptionsOn(page))))).IsSuccessStatusCode.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task a_passkey_made_elsewhere_or_without_asking_its_holder_is_not_enrolled()
    {
        var person = await server.Company.Employ(Positions.Dispatcher, Scope.Branch);
        using var elsewhere = new Authenticator { Origin = "https://evil.example" };
        (await Enrol(person, elsewhere)).ShouldBe(400).Rule.ShouldBe("wrong-passkey");
        using var silent = new Authenticator { AsksHolder = false };
        (await Enrol(person, silent)).ShouldBe(400);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"id":"AA","rawId":"AA","type":"public-key"}""")]
    [InlineData("""{"id":"AA","rawId":"AA","type":"public-key","response":{}}""")]
    [InlineData("""{"id":"AA","rawId":"!","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA"}}""")]
    [InlineData("""{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"o____w"},"clientExtensionResults":{}}""")]
    public async Task what_is_no_passkey_is_a_mistake_of_the_request(string credential)
    {
        var person = await server.Company.Employ(Positions.Dispatcher, Scope.Branch);
        await Offer(person);
        (await person.Post("/api/access/me/passkeys", new EnrolPasskey(credential))).ShouldBe(400).Rule.ShouldBe("wrong-passkey");
    }

    [Fact]
    public async Task one_passkey_belongs_to_one_account()
    {
        using var authenticator = new Authenticator();
        (await Enrol(await server.Company.Employ(Positions.Dispatcher, Scope.Branch), authenticator)).ShouldBe(204);
        var thief = await server.Company.Employ(Positions.Dispatcher, Scope.Branch);
        ((int)(await Enrol(thief, authenticator)).Status).ShouldBeInRange(400, 499);
        (await server.Events(thief.AccountId)).OfType<SecondFactorEnrolled>().ShouldBeEmpty();
    }

    [Fact]
    public async Task a_copy_betrays_itself_by_its_count()
    {
        var (person, number) = await server.Enrolled();
        using var authenticator = new Authenticator();
        (await Enrol(person, authenticator)).ShouldBe(204);
        using var first = new Browser(server);
        (await SignIn(first, number, authenticator)).StatusCode.ShouldBe(HttpStatusCode.OK);
        authenticator.Uses = 0;
        using var second = new Browser(server);
        (await SignIn(second, number, authenticator)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task an_offer_and_a_question_are_good_for_one_use()
    {
        var person = await server.Company.Employ(Positions.Dispatcher, Scope.Branch);
        using var authenticator = new Authenticator();
        using var other = new Authenticator();
        var options = await Offer(person);
        (await person.Post("/api/access/me/passkeys", new EnrolPasskey(authenticator.Create(options)))).ShouldBe(204);
        (await person.Post("/api/access/me/passkeys", new EnrolPasskey(other.Create(options)))).ShouldBe(400);
    }

    [Fact]
    public async Task the_page_runs_our_script_and_no_other()
    {
        var (person, number) = await server.Enrolled();
        using var authenticator = new Authenticator();
        (await Enrol(person, authenticator)).ShouldBe(204);
        using var browser = new Browser(server);
        await browser.SignIn("/sign-in", number, Employees.Password);
        var page = await browser.Get("/sign-in/second-factor");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = Regex.Match(policy, "script-src 'nonce-([^']+)';").Groups[1].Value;
        nonce.Length.ShouldBeGreaterThanOrEqualTo(22);
        policy.ShouldNotContain("unsafe");
        WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain($"<script nonce=\"{nonce}\">");
    }

    private static async Task<string> Offer(Person person) =>
        (await person.Post("/api/access/me/passkeys/offer", new { })).ShouldBe(200).Read<PasskeyOffer>().Options.GetRawText();

    private static async Task<Answer> Enrol(Person person, Authenticator authenticator) =>
        await person.Post("/api/access/me/passkeys", new EnrolPasskey(authenticator.Create(await Offer(person))));

    private static async Task<HttpResponseMessage> SignIn(Browser browser, string number, Authenticator authenticator)
    {
        (await browser.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var page = await browser.Get("/sign-in/second-factor");
        return await browser.Fill(page, "/sign-in/second-factor", ("credential", authenticator.Sign(await OptionsOn(page))));
    }

    private static async Task<string> OptionsOn(HttpResponseMessage page)
    {
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(Options().Match(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups[1].Value);
    }

    [GeneratedRegex("data-options=\"([^\"]+)\"")]
    private static partial Regex Options();
}
