using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CleaningEvents.Api.Access;
using CleaningEvents.Domain.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CleaningEvents.Tests.Security.Factors;

public class MandatoryFactorTests(Server server)
{
    [Theory]
    [InlineData(Positions.SecurityAdministrator)]
    [InlineData(Positions.AuditAdministrator)]
    [InlineData(Positions.DataProtectionOfficer)]
    public async Task who_administers_enrols_a_factor_before_the_session_begins(string position)
    {
        var (person, number) = await server.Enrolled(position);
        using var browser = new Browser(server);
        var toPage = (await browser.Get(browser.Authorize)).Headers.Location!.OriginalString;
        var led = (await browser.SignIn(toPage, number, Employees.Password)).Headers.Location!.OriginalString;
        led.ShouldStartWith("/account/add-factor");
        (await browser.Get(browser.Authorize)).Headers.Location!.OriginalString.ShouldStartWith("/sign-in");

        var page = await browser.Get(led);
        var app = await App.From(page);
        (await browser.Fill(led, ("code", "000000"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var back = await browser.Fill(led, ("code", app.Code()));
        var (_, tokens) = await browser.Redeem(await Browser.CodeFrom(await browser.Get(back.Headers.Location!.OriginalString)));
        var access = new JsonWebToken(tokens.GetProperty("access_token").GetString());
        access.Claims.Where(x => x.Type == "amr").Select(x => x.Value).ShouldBe(["pwd", "otp"]);
        access.GetClaim("acr").Value.ShouldBe("urn:cleaning-events:second-factor");
        (await server.Events(person.AccountId)).OfType<SecondFactorEnrolled>().Count().ShouldBe(1);
        (await server.Events(SignIns.StreamOf(person.AccountId, DateTimeOffset.UtcNow))).Cast<SignInRecorded>().Select(x => x.Outcome)
            .ShouldBe([SignInOutcome.SecondFactorMissing, SignInOutcome.Succeeded]);
    }

    [Fact]
    public async Task where_the_company_wants_one_of_everybody_nobody_signs_in_by_a_password_alone()
    {
        var (_, number) = await server.Enrolled(Positions.Cleaner);
        var configuration = server.Host.Services.GetRequiredService<IConfiguration>();
        using var browser = new Browser(server);
        configuration["SecondFactors:OfEverybody"] = "true";
        try
        {
            (await browser.SignIn("/sign-in", number, Employees.Password)).Headers.Location!.OriginalString.ShouldStartWith("/account/add-factor");
        }
        finally
        {
            configuration["SecondFactors:OfEverybody"] = null;
        }

        (await browser.SignIn("/sign-in", number, Employees.Password)).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task the_password_alone_opens_the_account_pages_to_nobody()
    {
        var (person, number) = await server.Enrolled(Positions.SecurityAdministrator);
        await App.Enrol(person);
        using var browser = new Browser(server);
        await browser.SignIn("/sign-in", number, Employees.Password);
        foreach (var page in new[] { "/account", "/account/add-factor" })
            (await browser.Get(page)).Headers.Location!.OriginalString.ShouldStartWith("/sign-in");
        (await browser.Fill(await browser.Get("/sign-in"), "/account/password", ("password", Employees.Password),
            ("newPassword", "eight geese fly south"), ("repeatPassword", "eight geese fly south"))).Headers.Location!.OriginalString.ShouldStartWith("/sign-in");
        (await server.Events(person.AccountId)).OfType<CredentialChanged>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task a_reset_of_the_password_does_not_skip_the_factor()
    {
        var (person, number) = await server.Enrolled();
        await App.Enrol(person);
        var secret = (await server.Company.Security.Post(Employees.OfferOf(person), new { })).Read<EnrolmentOffer>().Secret;
        using var browser = new Browser(server);
        (await browser.Enrol(number, secret, "eight geese fly south")).EnsureSuccessStatusCode();
        (await browser.SignIn("/sign-in", number, "eight geese fly south")).Headers.Location!.OriginalString.ShouldStartWith("/sign-in/second-factor");
    }

    [Fact]
    public async Task a_sensitive_permission_counts_only_in_a_session_with_a_second_factor()
    {
        var token = Tokens.Of(server, server.Company.Security.AccountId, "pwd");
        using var client = server.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var refused = await client.GetAsync("/api/access/roles", TestContext.Current.CancellationToken);
        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"insufficient_user_authentication\", acr_values=\"urn:cleaning-events:second-factor\"");
        (await refused.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("type").GetString()
            .ShouldBe("urn:cleaning-events:problem:second-factor-required");
        (await client.GetAsync("/api/access/branches", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var method in new[] { "otp", "hwk", "swk", "mfa" })
            (await Get(Tokens.Of(server, server.Company.Security.AccountId, "pwd", method))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task who_lacks_the_permission_learns_that_and_not_to_bring_a_factor() =>
        (await Get(Tokens.Of(server, server.Company.Dispatcher.AccountId, "pwd"))).ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task it_takes_two_to_reset_the_factors_of_another_and_the_holder_is_not_one_of_them()
    {
        var (person, number) = await server.Enrolled();
        await App.Enrol(person);
        var proposed = (await server.Company.Security.Post($"/api/access/accounts/{person.AccountId}/reset-second-factors", new ResetSecondFactors("Lost the phone"))).ShouldBe(202);
        (await server.Events(person.AccountId)).OfType<SecondFactorRemoved>().ShouldBeEmpty();
        (await server.Company.Security.Post($"{proposed.Location}/approve", new { })).Status.ShouldNotBe(HttpStatusCode.NoContent);
        (await server.Company.System.Post($"{proposed.Location}/approve", new { })).ShouldBe(204);

        (await server.Events(person.AccountId)).OfType<SecondFactorRemoved>().Single().Reason.ShouldBe("Lost the phone");
        (await server.Rows("select 1 from auth.totp where account_id = $1", person.AccountId)).ShouldBeEmpty();
        using var browser = new Browser(server);
        (await browser.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpStatusCode> Get(string token)
    {
        using var client = server.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return (await client.GetAsync("/api/access/roles", TestContext.Current.CancellationToken)).StatusCode;
    }
}
