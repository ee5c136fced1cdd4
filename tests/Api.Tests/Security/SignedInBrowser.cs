using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CleaningEvents.Tests.Security;

/// <summary>A front end in which somebody has signed in, with the tokens it holds.</summary>
public sealed class SignedInBrowser(Server server, Browser browser, JsonElement tokens) : IDisposable
{
    private JsonElement tokens = tokens;

    public Browser Browser => browser;

    public string AccessToken => tokens.GetProperty("access_token").GetString()!;

    public string RefreshToken => tokens.GetProperty("refresh_token").GetString()!;

    public Guid SessionId => Guid.Parse(new JsonWebToken(AccessToken).GetClaim("sid").Value);

    public void Dispose() => browser.Dispose();

    /// <summary>Asks for new tokens and keeps them.</summary>
    public async Task<HttpStatusCode> Refresh()
    {
        var (status, answered) = await browser.Refresh(RefreshToken);
        if (status is HttpStatusCode.OK)
            tokens = answered;
        return status;
    }

    public Task<Answer> Own() => Get("/api/access/me/sessions");

    public Task<Answer> Get(string url) => Send(new HttpRequestMessage(HttpMethod.Get, url));

    /// <summary>Sends a command without a body.</summary>
    public Task<Answer> Post(string url)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(new { }) };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        return Send(request);
    }

    /// <summary>Neither access token, refresh token nor cookie is worth anything.</summary>
    public async Task ShouldBeOver()
    {
        (await Own()).ShouldBe(401);
        (await browser.Call("/connect/userinfo", AccessToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await browser.Refresh(RefreshToken)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Get(browser.Authorize)).Headers.Location!.OriginalString.ShouldStartWith("/sign-in");
    }

    private async Task<Answer> Send(HttpRequestMessage request)
    {
        request.Headers.Authorization = new("Bearer", AccessToken);
        using var client = server.Client();
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), ETag: null, Location: null, Position: null, ContentType: null);
    }
}
