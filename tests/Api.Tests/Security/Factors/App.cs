using System.Net;
using System.Text.RegularExpressions;
using CleaningEvents.Api.Access;
using OtpNet;

namespace CleaningEvents.Tests.Security.Factors;

/// <summary>An authenticator app with one secret.</summary>
public sealed partial class App(string secret)
{
    private readonly Totp totp = new(Base32Encoding.ToBytes(secret));

    /// <summary>The code of the half minute that lies <paramref name="steps"/> from now.</summary>
    public string Code(int steps = 0) => totp.ComputeTotp(DateTime.UtcNow.AddSeconds(30 * steps));

    /// <summary>An app enrolled over the API, whose code of now is used by that.</summary>
    public static async Task<App> Enrol(Person person)
    {
        var app = new App((await person.Post("/api/access/me/totp/offer", new { })).ShouldBe(200).Read<TotpOffer>().Secret);
        (await person.Post("/api/access/me/totp", new EnrolTotp(app.Code(-1)))).ShouldBe(204);
        return app;
    }

    /// <summary>An app that has read the secret off a page.</summary>
    public static async Task<App> From(HttpResponseMessage page)
    {
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        return new App(Secret().Match(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Groups[1].Value);
    }

    [GeneratedRegex("<code>([A-Z2-7]+)</code>")]
    private static partial Regex Secret();
}
