using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CleaningEvents.Api.Access;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Tokens;

namespace CleaningEvents.Tests.Security.External;

public class ExternalIssuerTests(Server server, ExternalHouse house) : IClassFixture<ExternalHouse>
{
    private const string Own = "/api/access/me/sessions";
    private const string Roles = "/api/access/roles";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_same_front_end_signs_in_by_the_embedded_issuer_and_by_another_with_only_its_configuration_changed()
    {
        await house.Open(server);
        var (_, number) = await server.Enrolled();
        using var api = server.Client();
        await Works(new OidcClient(server.Client(), new Uri("http://localhost:5080/"), "front-end"), new() { ["employeeNumber"] = number, ["password"] = Employees.Password },
            async token => (await api.SendAsync(new HttpRequestMessage(HttpMethod.Get, Own) { Headers = { Authorization = new("Bearer", token) } }, Cancelled)).StatusCode);
        await Works(new OidcClient(ExternalHouse.Plain(), new Uri($"{house.Issuer.Authority}/"), ExternalHouse.ClientId), new() { ["login"] = "E001", ["password"] = "any" },
            async token => (await house.Get(Own, token)).StatusCode);
    }

    [Fact]
    public async Task no_right_that_a_token_claims_is_believed()
    {
        await house.Open(server);
        await house.Employ("E010");
        await house.Train("E010");
        var token = house.TokenOf("E010", x => x.Claims["roles"] = new[] { "Security administrator" });
        (await house.Get(Own, token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await house.Get(Roles, token);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadAsStringAsync(Cancelled)).ShouldContain("not-permitted");
    }

    [Fact]
    public async Task how_the_other_issuer_let_somebody_in_is_known_of_the_session()
    {
        await house.Open(server);
        await house.Employ("E011");
        var token = house.TokenOf("E011", x => x.Claims["amr"] = new[] { "pwd", "otp" });
        var session = (await Sessions(token)).Single();
        (session.IsThis, session.Address).ShouldBe((true, "127.0.0.1"));
        session.Methods.ShouldBe(["pwd", "otp"]);
        (await Sessions(token)).Select(x => x.SessionId).ShouldBe([session.SessionId]);
    }

    [Fact]
    public async Task a_session_ended_here_is_over_for_every_token_of_it()
    {
        await house.Open(server);
        await house.Employ("E012");
        string Token() => house.TokenOf("E012", x => x.Claims["sid"] = "s-12");
        var token = Token();
        var session = (await Sessions(token)).Single().SessionId;
        (await house.Post($"{Own}/{session}/revoke", new { }, token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await house.Get(Own, token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await house.Get(Own, Token())).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await house.Get(Own, house.TokenOf("E012"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_user_whom_no_claim_tells_is_let_in_once_an_administrator_has_linked_them()
    {
        await house.Open(server);
        var account = await house.Employ("E013");
        string Token() => house.TokenOf("user-13", x => x.Claims.Remove("employee_number"));
        (await house.Get(Own, Token())).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var link = new LinkIdentity(house.Issuer.Authority, "user-13");
        (await house.Post($"/api/access/accounts/{account}/link-identity", link, house.AdministratorToken)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await house.Get(Own, Token())).StatusCode.ShouldBe(HttpStatusCode.OK);

        var other = await house.Employ("E014");
        var refused = await house.Post($"/api/access/accounts/{other}/link-identity", link, house.AdministratorToken);
        (refused.StatusCode, await RuleOf(refused)).ShouldBe((HttpStatusCode.Conflict, "identity-linked"));
    }

    [Fact]
    public async Task a_suspended_account_is_shut_for_its_user_at_once()
    {
        await house.Open(server);
        var account = await house.Employ("E015");
        var token = house.TokenOf("E015");
        (await house.Get(Own, token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await house.Post($"/api/access/accounts/{account}/suspend", new SuspendAccount("Lost the phone"), house.AdministratorToken)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await house.Get(Own, token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/connect/authorize")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/sign-in")]
    [InlineData("/enrol")]
    public async Task the_embedded_doors_are_not_there(string door)
    {
        await house.Open(server);
        (await house.Get(door, token: null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("the embedded issuer's")]
    [InlineData("other audience")]
    [InlineData("other issuer")]
    [InlineData("other client")]
    [InlineData("identity token")]
    [InlineData("other type")]
    [InlineData("other key under the same name")]
    [InlineData("algorithm beyond the list")]
    [InlineData("HS256 with the public key")]
    [InlineData("alg none")]
    [InlineData("expired")]
    [InlineData("no session")]
    [InlineData("unknown employee")]
    public async Task any_other_token_is_refused(string attack)
    {
        await house.Open(server);
        (await house.Get(Own, house.TokenOf("E001"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await house.Get(Own, Forged(attack))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private string Forged(string attack)
    {
        var key = (RsaSecurityKey)house.Issuer.Credentials.Key;
        return attack switch
        {
            "the embedded issuer's" => server.TokenOf(server.Company.Security.AccountId),
            "other audience" => house.TokenOf("E001", x => x.Audience = "another-api"),
            "other issuer" => house.TokenOf("E001", x => x.Issuer = $"{house.Issuer.Authority}/other"),
            "other client" => house.TokenOf("E001", x => x.Claims["client_id"] = "another-front-end"),
            "identity token" => house.TokenOf("E001", x => (x.Audience, x.TokenType) = (ExternalHouse.ClientId, "JWT")),
            "other type" => house.TokenOf("E001", x => x.TokenType = "logout+jwt"),
            "other key under the same name" => house.TokenOf("E001", x =>
                x.SigningCredentials = new(new RsaSecurityKey(System.Security.Cryptography.RSA.Create(2048)) { KeyId = key.KeyId }, "RS256")),
            "algorithm beyond the list" => house.TokenOf("E001", x => x.SigningCredentials = new(key, "RS512")),
            "HS256 with the public key" => house.TokenOf("E001", x =>
                x.SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key.Rsa.ExportSubjectPublicKeyInfoPem())) { KeyId = key.KeyId }, "HS256")),
            "alg none" => $"{WebEncoders.Base64UrlEncode("""{"alg":"none","typ":"at+jwt"}"""u8)}.{house.TokenOf("E001").Split('.')[1]}.",
            "expired" => house.TokenOf("E001", x => (x.NotBefore, x.Expires) = (DateTime.UtcNow.AddHours(-2), DateTime.UtcNow.AddHours(-1))),
            "no session" => house.TokenOf("E001", x => x.Claims.Remove("sid")),
            _ => house.TokenOf("E999"),
        };
    }

    private static async Task Works(OidcClient client, Dictionary<string, string> known, Func<string, Task<HttpStatusCode>> call)
    {
        using (client)
        {
            var tokens = await client.SignIn(known);
            (await call(tokens.GetProperty("access_token").GetString()!)).ShouldBe(HttpStatusCode.OK);
            var refreshed = await client.Refresh(tokens);
            (await call(refreshed.GetProperty("access_token").GetString()!)).ShouldBe(HttpStatusCode.OK);
        }
    }

    private async Task<IReadOnlyList<SessionShown>> Sessions(string token)
    {
        var answer = await house.Get(Own, token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<IReadOnlyList<SessionShown>>(Person.Json, Cancelled))!;
    }

    private static async Task<string?> RuleOf(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("rule").GetString();
}
