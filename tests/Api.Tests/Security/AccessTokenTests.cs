using System.Net;
using System.Security.Cryptography;
using System.Text;
using CleaningEvents.Api.Security.Issuer;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CleaningEvents.Tests.Security;

public class AccessTokenTests(Server server)
{
    private static readonly DateTime Now = DateTime.UtcNow;

    private readonly ECDsaSecurityKey key = server.Host.Services.GetRequiredService<IssuerKeys>().Signing;

    [Fact]
    public async Task the_issuers_own_token_is_let_in_again_and_again()
    {
        var token = Token();
        (await Answer(token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Answer(token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task without_a_token_the_answer_is_a_problem_that_names_the_scheme()
    {
        using var client = server.Client();
        var answer = await client.GetAsync("/api/access/branches", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("urn:cleaning-events:problem:not-signed-in");
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("not yet valid")]
    [InlineData("no end")]
    [InlineData("other audience")]
    [InlineData("other issuer")]
    [InlineData("identity token")]
    [InlineData("no type")]
    [InlineData("other key")]
    [InlineData("other key under the same name")]
    [InlineData("alg none")]
    [InlineData("HS256 with the public key")]
    [InlineData("other subject, old signature")]
    [InlineData("key at jku")]
    [InlineData("key at x5u")]
    [InlineData("key in jwk")]
    [InlineData("kid of an empty file")]
    [InlineData("kid with SQL")]
    [InlineData("one bit of the signature flipped")]
    [InlineData("no session")]
    [InlineData("a session that is no number")]
    [InlineData("no subject")]
    [InlineData("unknown subject")]
    [InlineData("not a token")]
    public async Task any_other_token_is_refused(string attack) => (await Answer(Forged(attack))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

    private string Forged(string attack) => attack switch
    {
        "expired" => Token(x => (x.NotBefore, x.IssuedAt, x.Expires) = (Now.AddHours(-2), Now.AddHours(-2), Now.AddHours(-1))),
        "not yet valid" => Token(x => (x.NotBefore, x.Expires) = (Now.AddHours(1), Now.AddHours(2))),
        "no end" => Endless(),
        "other audience" => Token(x => x.Audience = "another-api"),
        "other issuer" => Token(x => x.Issuer = "https://evil.example/"),
        "identity token" => Token(x => x.TokenType = "JWT"),
        "no type" => Token(x => x.TokenType = null),
        "other key" => Token(x => x.SigningCredentials = new(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)), "ES256")),
        "other key under the same name" => Token(x =>
            x.SigningCredentials = new(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = key.KeyId }, "ES256")),
        "alg none" => Unsigned(),
        "HS256 with the public key" => Token(x => x.SigningCredentials =
            new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key.ECDsa.ExportSubjectPublicKeyInfoPem())) { KeyId = key.KeyId }, "HS256")),
        "other subject, old signature" => OtherSubject(),
        "key at jku" => Pointing("jku", "https://evil.example/keys"),
        "key at x5u" => Pointing("x5u", "https://evil.example/key.pem"),
        "key in jwk" => Embedding(),
        "kid of an empty file" => Named("../../../../../../dev/null"),
        "kid with SQL" => Named("' union select 'secret"),
        "one bit of the signature flipped" => Flipped(),
        "no session" => Token(x => x.Claims.Remove("sid")),
        "a session that is no number" => Token(x => x.Claims["sid"] = "root"),
        "no subject" => Token(x => x.Claims.Remove("sub")),
        "unknown subject" => Token(x => x.Claims["sub"] = Guid.NewGuid().ToString()),
        _ => "not.a.token",
    };

    private string Token(Action<SecurityTokenDescriptor>? change = null)
    {
        var described = new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = "http://localhost:5080/",
            Audience = "cleaning-events",
            Claims = Claims(),
            IssuedAt = Now,
            NotBefore = Now,
            Expires = Now.AddMinutes(5),
            SigningCredentials = new(key, "ES256"),
        };
        change?.Invoke(described);
        return new JsonWebTokenHandler().CreateToken(described);
    }

    private Dictionary<string, object> Claims() => new() { ["sub"] = server.Company.Security.AccountId.ToString(), ["sid"] = Guid.CreateVersion7().ToString(), ["auth_time"] = EpochTime.GetIntDate(DateTime.UtcNow) };

    /// <summary>Signed by a key of the attacker's, whom the header tells where to find it.</summary>
    private string Pointing(string header, object value)
    {
        var own = new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        return Token(x => (x.SigningCredentials, x.AdditionalHeaderClaims) = (new(own, "ES256"), new Dictionary<string, object> { [header] = value }));
    }

    private static object JwkOf(ECDsa own)
    {
        var point = own.ExportParameters(includePrivateParameters: false).Q;
        return new Dictionary<string, object> { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = WebEncoders.Base64UrlEncode(point.X!), ["y"] = WebEncoders.Base64UrlEncode(point.Y!) };
    }

    private string Embedding()
    {
        var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Token(x => (x.SigningCredentials, x.AdditionalHeaderClaims) = (new(new ECDsaSecurityKey(own), "ES256"), new Dictionary<string, object> { ["jwk"] = JwkOf(own) }));
    }

    private string Named(string keyId) => Token(x => x.SigningCredentials =
        new(new SymmetricSecurityKey(new byte[32]) { KeyId = keyId }, "HS256"));

    private string Endless()
    {
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = "http://localhost:5080/",
            Audience = "cleaning-events",
            Claims = Claims(),
            SigningCredentials = new(key, "ES256"),
        });
    }

    private string Unsigned() => $"{Part("""{"alg":"none","typ":"at+jwt"}""")}.{Token().Split('.')[1]}.";

    private string Flipped()
    {
        var parts = Token().Split('.');
        var signature = WebEncoders.Base64UrlDecode(parts[2]);
        signature[0] ^= 1;
        parts[2] = WebEncoders.Base64UrlEncode(signature);
        return string.Join('.', parts);
    }

    private string OtherSubject()
    {
        var parts = Token().Split('.');
        var body = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(parts[1]));
        parts[1] = Part(body.Replace(server.Company.Security.AccountId.ToString(), server.Company.System.AccountId.ToString()));
        return string.Join('.', parts);
    }

    private async Task<HttpResponseMessage> Answer(string token)
    {
        using var client = server.Client();
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return await client.GetAsync("/api/access/branches", TestContext.Current.CancellationToken);
    }

    private static string Part(string text) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(text));
}
