using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CleaningEvents.Tests.Security.Factors;

public class StepUpTests(Server server)
{
    private static readonly string[] Sensitive =
    [
        "/api/access/accounts/{accountId}/grant-role", "/api/access/accounts/{accountId}/offer-enrolment", "/api/access/accounts/{accountId}/reset-second-factors",
        "/api/access/accounts/{accountId}/revoke-role", "/api/access/emergency-accesses",
        "/api/access/emergency-accesses/{emergencyAccessId}/review", "/api/access/reviews/{accessReviewId}/decide", "/api/access/me/recovery-codes", "/api/access/me/second-factors/{factorId}/remove",
        "/api/access/roles/{roleId}/change-permissions", "/api/governance/change-requests/{changeRequestId}/approve", "/api/governance/erasures",
        "/api/governance/key-rotations", "/api/governance/subjects/{subjectId}/data", "/api/governance/subjects/{subjectId}/reauthorise",
        "/api/governance/two-person-rules", "/api/governance/two-person-rules/{command}/lift",
    ];

    [Fact]
    public void whatever_is_sensitive_wants_who_asks_proven_of_late() =>
        Sensitive.Except(server.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(x => x.Metadata.GetMetadata<StepUpAttribute>() is { PasswordWillDo: false }).Select(x => x.RoutePattern.RawText!)).ShouldBeEmpty();

    [Fact]
    public async Task five_minutes_after_the_proof_a_sensitive_action_asks_for_another()
    {
        var administrator = await server.Company.Employ(Positions.SecurityAdministrator, Scope.Company);
        var newcomer = await server.Company.Employ(Positions.Cleaner, Scope.Own);
        var url = $"/api/access/accounts/{newcomer.AccountId}/grant-role";
        var late = await Post(url, Tokens.Of(server, administrator.AccountId, TimeSpan.FromSeconds(301), "pwd", "otp"));
        late.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        late.Headers.WwwAuthenticate.ToString().ShouldContain("error=\"insufficient_user_authentication\"");
        late.Headers.WwwAuthenticate.ToString().ShouldContain("max_age=\"300\"");
        (await late.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("type").GetString()
            .ShouldBe("urn:cleaning-events:problem:step-up-required");
        (await Post(url, Tokens.Of(server, administrator.AccountId, TimeSpan.FromSeconds(280), "pwd", "otp"))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task in_a_session_the_second_factor_alone_proves_anew_who_somebody_is()
    {
        var (person, number) = await server.Enrolled();
        var app = await App.Enrol(person);
        using var browser = new Browser(server);
        var first = await TokenFor(browser, await SignIn(browser, number, app.Code()));
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);

        var again = AuthorizeWith(browser, ("max_age", "0"));
        var door = (await browser.Get(again)).Headers.Location!.OriginalString;
        door.ShouldStartWith("/sign-in/second-factor");
        var shown = await browser.Get(door);
        var back = await browser.Fill(shown, door, ("code", app.Code(1)));
        var second = await TokenFor(browser, await Browser.CodeFrom(await browser.Get(back.Headers.Location!.OriginalString)));
        second.GetClaim("sid").Value.ShouldBe(first.GetClaim("sid").Value);
        long.Parse(second.GetClaim("auth_time").Value).ShouldBeGreaterThan(long.Parse(first.GetClaim("auth_time").Value));
    }

    [Fact]
    public async Task who_is_asked_to_sign_in_anew_gives_the_password_too()
    {
        var (person, number) = await server.Enrolled();
        var app = await App.Enrol(person);
        using var browser = new Browser(server);
        await SignIn(browser, number, app.Code());
        (await browser.Get(AuthorizeWith(browser, ("prompt", "login")))).Headers.Location!.OriginalString.ShouldStartWith("/sign-in?");
        (await browser.Get(AuthorizeWith(browser, ("max_age", "0"), ("prompt", "none")))).Headers.Location!.OriginalString.ShouldContain("error=login_required");
    }

    [Fact]
    public async Task who_is_asked_for_a_second_factor_and_has_none_enrols_one()
    {
        var (_, number) = await server.Enrolled();
        using var browser = new Browser(server);
        await browser.Code(number, Employees.Password);
        var led = (await browser.Get(AuthorizeWith(browser, ("acr_values", "urn:cleaning-events:second-factor")))).Headers.Location!.OriginalString;
        led.ShouldStartWith("/account/add-factor");
        var app = await App.From(await browser.Get(led));
        var back = await browser.Fill(led, ("code", app.Code()));
        var token = await TokenFor(browser, await Browser.CodeFrom(await browser.Get(back.Headers.Location!.OriginalString)));
        token.GetClaim("acr").Value.ShouldBe("urn:cleaning-events:second-factor");
    }

    private async Task<HttpResponseMessage> Post(string url, string token)
    {
        using var client = server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Content = JsonContent.Create(new GrantRole(server.Company.Role(Positions.Cleaner), Scope.Own), options: Person.Json),
        };
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<string> SignIn(Browser browser, string number, string code)
    {
        var toPage = (await browser.Get(browser.Authorize)).Headers.Location!.OriginalString;
        var asked = (await browser.SignIn(toPage, number, Employees.Password)).Headers.Location!.OriginalString;
        var back = await browser.Fill(asked, ("code", code));
        return await Browser.CodeFrom(await browser.Get(back.Headers.Location!.OriginalString));
    }

    private static async Task<JsonWebToken> TokenFor(Browser browser, string code) =>
        new((await browser.Redeem(code)).Body.GetProperty("access_token").GetString());

    private static string AuthorizeWith(Browser browser, params (string Name, string Value)[] more) =>
        QueryHelpers.AddQueryString(browser.Authorize, more.Select(x => KeyValuePair.Create(x.Name, (string?)x.Value)));
}
