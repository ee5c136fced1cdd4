using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CleaningEvents.Tests.Security;

public class SignInTests(Server server)
{
    [Fact]
    public async Task a_front_end_finds_signs_in_calls_refreshes_and_signs_out_as_openid_connect_says()
    {
        var (person, number) = await server.Enrolled();
        using var browser = new Browser(server);
        var discovered = await (await browser.Get("/.well-known/openid-configuration")).Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        discovered.GetProperty("issuer").GetString().ShouldBe("http://localhost:5080/");
        discovered.GetProperty("code_challenge_methods_supported").EnumerateArray().Select(x => x.GetString()).ShouldBe(["S256"]);
        discovered.GetProperty("grant_types_supported").EnumerateArray().Select(x => x.GetString()).ShouldBe(["authorization_code", "refresh_token"], ignoreOrder: true);
        var keys = await (await browser.Get(new Uri(discovered.GetProperty("jwks_uri").GetString()!).AbsolutePath)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        keys.ShouldContain("P-256");
        keys.ShouldNotContain("\"d\"");

        var (status, tokens) = await browser.Redeem(await browser.Code(number, Employees.Password));
        status.ShouldBe(HttpStatusCode.OK, tokens.ToString());
        var access = new JsonWebToken(Text(tokens, "access_token"));
        (access.Typ, access.Alg, access.Subject, access.Audiences.Single()).ShouldBe(("at+jwt", "ES256", person.AccountId.ToString(), "cleaning-events"));
        (access.ValidTo - access.IssuedAt).ShouldBe(TimeSpan.FromMinutes(5));
        access.Claims.ShouldNotContain(x => x.Type == "name");
        var identity = new JsonWebToken(Text(tokens, "id_token"));
        (identity.GetClaim("nonce").Value, identity.GetClaim("employee_number").Value).ShouldBe(("n1", number));

        (await browser.Call("/api/access/branches", Text(tokens, "access_token"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var told = await (await browser.Call("/connect/userinfo", Text(tokens, "access_token"))).Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        (Text(told, "sub"), Text(told, "name"), Text(told, "employee_number")).ShouldBe((person.AccountId.ToString(), "Ada Example", number));

        var (_, refreshed) = await browser.Refresh(Text(tokens, "refresh_token"));
        (await browser.Call("/api/access/branches", Text(refreshed, "access_token"))).StatusCode.ShouldBe(HttpStatusCode.OK);

        var left = await browser.Get(QueryHelpers.AddQueryString("/connect/end-session", new Dictionary<string, string?>
        {
            ["id_token_hint"] = Text(refreshed, "id_token"),
            ["post_logout_redirect_uri"] = "http://localhost:5173/",
        }));
        left.Headers.Location!.OriginalString.ShouldStartWith("http://localhost:5173/");
        (await browser.Get(browser.Authorize)).Headers.Location!.OriginalString.ShouldStartWith("/sign-in");
        (await browser.Refresh(Text(refreshed, "refresh_token"))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task tokens_name_the_session_and_how_and_when_it_began_and_a_refresh_changes_none_of_it()
    {
        var (_, number) = await server.Enrolled();
        using var browser = new Browser(server);
        var (_, tokens) = await browser.Redeem(await browser.Code(number, Employees.Password));
        var first = new JsonWebToken(Text(tokens, "access_token"));
        Guid.Parse(first.GetClaim("sid").Value).ShouldNotBe(Guid.Empty);
        first.Claims.Where(x => x.Type == "amr").Select(x => x.Value).ShouldBe(["pwd"]);
        new JsonWebToken(Text(tokens, "id_token")).GetClaim("sid").Value.ShouldBe(first.GetClaim("sid").Value);

        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        var (_, refreshed) = await browser.Refresh(Text(tokens, "refresh_token"));
        var second = new JsonWebToken(Text(refreshed, "access_token"));
        foreach (var claim in new[] { "sid", "auth_time", "amr" })
            second.GetClaim(claim).Value.ShouldBe(first.GetClaim(claim).Value);
    }

    [Fact]
    public async Task a_refresh_token_used_twice_ends_the_whole_session()
    {
        var (_, number) = await server.Enrolled();
        using var browser = new Browser(server);
        var (_, tokens) = await browser.Redeem(await browser.Code(number, Employees.Password));
        var (_, refreshed) = await browser.Refresh(Text(tokens, "refresh_token"));

        var (status, refusal) = await browser.Refresh(Text(tokens, "refresh_token"));
        (status, Text(refusal, "error")).ShouldBe((HttpStatusCode.BadRequest, "invalid_grant"));
        (await browser.Refresh(Text(refreshed, "refresh_token"))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task a_code_lives_for_a_minute_and_a_refresh_token_as_long_as_the_longest_session()
    {
        var (person, number) = await server.Enrolled();
        using var browser = new Browser(server);
        (await browser.Redeem(await browser.Code(number, Employees.Password))).Status.ShouldBe(HttpStatusCode.OK);
        var lives = (await server.Rows(
            "select type, extract(epoch from expiration_date - creation_date)::int from auth.token where subject = $1", person.AccountId.ToString()))
            .ToDictionary(x => (string)x[0], x => TimeSpan.FromSeconds((int)x[1]));
        lives.Single(x => x.Key.Contains("code")).Value.ShouldBe(TimeSpan.FromMinutes(1));
        lives.Single(x => x.Key.Contains("refresh")).Value.ShouldBe(TimeSpan.FromHours(12));
    }

    [Fact]
    public async Task refresh_tokens_hold_at_least_128_bits_and_none_comes_twice()
    {
        var (_, number) = await server.Enrolled();
        using var browser = new Browser(server);
        var (_, tokens) = await browser.Redeem(await browser.Code(number, Employees.Password));
        List<string> seen = [];
        for (var i = 0; i < 20; i++, (_, tokens) = await browser.Refresh(seen[^1]))
            seen.Add(Text(tokens, "refresh_token"));
        seen.Distinct().Count().ShouldBe(20);
        seen.ShouldAllBe(x => WebEncoders.Base64UrlDecode(x).Length >= 16);
    }

    [Fact]
    public async Task a_code_is_worth_nothing_without_its_verifier_or_for_another_address_or_twice()
    {
        var (_, number) = await server.Enrolled();
        using var browser = new Browser(server);
        var code = await browser.Code(number, Employees.Password);
        (await browser.Redeem(code, verifier: new string('x', 43))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Redeem(code, callback: "http://localhost:5173/other")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Redeem(code)).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.Redeem(code)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("redirect_uri", "http://localhost:5173/callback/")]
    [InlineData("redirect_uri", "https://evil.example/callback")]
    [InlineData("client_id", "somebody-else")]
    [InlineData("response_type", "token")]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge", null)]
    [InlineData("scope", "openid everything")]
    public async Task a_request_to_authorize_that_is_not_as_agreed_leads_to_no_sign_in(string parameter, string? value)
    {
        using var browser = new Browser(server);
        var request = browser.AuthorizeRequest();
        if (value is null)
            request.Remove(parameter);
        else
            request[parameter] = value;
        var answer = await browser.Get(QueryHelpers.AddQueryString("/connect/authorize", request));
        if (answer.Headers.Location is { } location)
            location.OriginalString.ShouldStartWith($"{Browser.Callback}?error=");
        else
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/connect/authorize?")]
    [InlineData("/\\evil.example")]
    [InlineData("/connect/authorize.evil.example")]
    [InlineData("/swagger")]
    public async Task the_sign_in_page_sends_nobody_elsewhere(string returnUrl)
    {
        using var browser = new Browser(server);
        var page = QueryHelpers.AddQueryString("/sign-in", "returnUrl", returnUrl);
        (await browser.Get(page)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.SignIn(page, "E", "p")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task a_suspended_account_can_neither_sign_in_nor_refresh()
    {
        var (person, number) = await server.Enrolled();
        using var browser = new Browser(server);
        var (_, tokens) = await browser.Redeem(await browser.Code(number, Employees.Password));
        (await server.Company.Security.Post($"/api/access/accounts/{person.AccountId}/suspend", new { reason = "Lost the phone" })).ShouldBe(204);

        (await browser.Refresh(Text(tokens, "refresh_token"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Call("/api/access/branches", Text(tokens, "access_token"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.Get(browser.Authorize)).Headers.Location!.OriginalString.ShouldStartWith("/sign-in");
        (await browser.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await SignInsOf(person)).ShouldBe([SignInOutcome.Succeeded, SignInOutcome.AccountNotOpen]);
    }

    [Fact]
    public async Task a_wrong_password_and_an_unknown_number_are_answered_alike_and_the_first_is_recorded()
    {
        var (person, number) = await server.Enrolled();
        using var browser = new Browser(server);
        var wrong = await browser.SignIn("/sign-in", number, "not the password at all");
        var unknown = await browser.SignIn("/sign-in", "NOBODY-1", "not the password at all");
        wrong.StatusCode.ShouldBe(unknown.StatusCode);
        (await Words(wrong)).ShouldBe(await Words(unknown));
        (await SignInsOf(person)).ShouldBe([SignInOutcome.WrongSecret]);
    }

    [Fact]
    public async Task who_was_erased_is_a_stranger_at_the_door()
    {
        var (person, number) = await server.Enrolled();
        await server.Host.Services.GetRequiredService<SubjectKeyStore>().Destroy([person.AccountId], tombstone: 1, TestContext.Current.CancellationToken);
        // As an erasure does, which is more than the destruction of keys.
        await server.Rows("delete from public.unique_claim where kind = 'Identity' and stream_id = $1", person.AccountId);
        // Only a visitor with an address leaves something to protect.
        var visitor = new DefaultHttpContext { RequestServices = server.Host.Services };
        visitor.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.7");

        (await server.Host.Services.GetRequiredService<Doorkeeper>().Admit(number, "not the password at all", visitor)).ShouldBe(default);

        (await SignInsOf(person)).ShouldBeEmpty();
    }

    [Fact]
    public async Task whoever_guesses_has_to_wait_and_so_does_whoever_guesses_numbers()
    {
        var (_, number) = await server.Enrolled();
        foreach (var guessed in new[] { number, "NOBODY-2" })
        {
            using var browser = new Browser(server);
            var answers = new List<HttpStatusCode>();
            // A slow machine waits of itself as long as the first few must.
            for (var i = 0; i < 12 && !answers.Contains(HttpStatusCode.TooManyRequests); i++)
                answers.Add((await browser.SignIn("/sign-in", guessed, $"wrong password {i}")).StatusCode);
            answers.Take(5).ShouldAllBe(x => x == HttpStatusCode.BadRequest);
            answers[^1].ShouldBe(HttpStatusCode.TooManyRequests);
        }
    }

    [Fact]
    public async Task the_page_speaks_chinese_and_forbids_whatever_it_does_not_need()
    {
        using var browser = new Browser(server);
        var page = await browser.Get("/sign-in", ("Accept-Language", "zh-CN"));
        (await Words(page)).ShouldContain("登录");
        (await Words(await browser.Get("/sign-in?lang=en", ("Accept-Language", "zh-CN")))).ShouldContain("Sign in");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; style-src 'nonce-");
        policy.ShouldContain("form-action 'self' http://localhost:5173;");
        policy.ShouldContain("frame-ancestors 'none'");
    }

    [Fact]
    public async Task a_form_from_elsewhere_is_refused()
    {
        var (_, number) = await server.Enrolled();
        using var client = server.Client();
        var form = new FormUrlEncodedContent([new("employeeNumber", number), new("password", Employees.Password)]);
        (await client.PostAsync("/sign-in", form, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task a_new_password_ends_sessions_that_the_old_one_began()
    {
        var (person, number) = await server.Enrolled();
        using var browser = new Browser(server);
        var (_, tokens) = await browser.Redeem(await browser.Code(number, Employees.Password));
        await server.Rows("update auth.credential set changed_at = now() + interval '2 seconds' where account_id = $1 returning 1", person.AccountId);
        (await browser.Refresh(Text(tokens, "refresh_token"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Get(browser.Authorize)).Headers.Location!.OriginalString.ShouldStartWith("/sign-in");
    }

    private async Task<SignInOutcome[]> SignInsOf(Person person) =>
        [.. (await server.Events(SignIns.StreamOf(person.AccountId, DateTimeOffset.UtcNow))).Cast<SignInRecorded>().Select(x => x.Outcome)];

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>What a person reads on the page: without what differs each time.</summary>
    private static async Task<string> Words(HttpResponseMessage page) =>
        System.Text.RegularExpressions.Regex.Replace(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "(nonce|value)=\"[^\"]*\"", "");
}
