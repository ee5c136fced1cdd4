using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace CleaningEvents.Tests.Security;

/// <summary>A front end with the browser it runs in: keeps cookies, fills in forms, and speaks OpenID Connect as a public client.</summary>
public sealed partial class Browser(Server server, string? userAgent = null) : IDisposable
{
    public const string ClientId = "front-end";
    public const string Callback = "http://localhost:5173/callback";

    private readonly HttpClient http = server.Client();

    public Dictionary<string, string> Cookies { get; } = [];

    public string Verifier { get; } = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public string Authorize => QueryHelpers.AddQueryString("/connect/authorize", AuthorizeRequest());

    public Dictionary<string, string?> AuthorizeRequest() => new()
    {
        ["client_id"] = ClientId,
        ["redirect_uri"] = Callback,
        ["response_type"] = "code",
        ["scope"] = "openid profile offline_access",
        ["state"] = "s1",
        ["nonce"] = "n1",
        ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
        ["code_challenge_method"] = "S256",
    };

    public void Dispose() => http.Dispose();

    public Task<HttpResponseMessage> Get(string url, params (string Name, string Value)[] headers) => Send(new HttpRequestMessage(HttpMethod.Get, url), headers);

    /// <summary>Opens the page and sends its form with what a person types.</summary>
    public async Task<HttpResponseMessage> Fill(string page, params (string Name, string Value)[] typed) => await Fill(await Get(page), page, typed);

    /// <summary>Sends a form of the page that is shown, to <paramref name="action"/>.</summary>
    public async Task<HttpResponseMessage> Fill(HttpResponseMessage shown, string action, params (string Name, string Value)[] typed)
    {
        var html = await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        // Every form of a page holds the same proof.
        var fields = Hidden().Matches(html).Select(x => KeyValuePair.Create(x.Groups[1].Value, x.Groups[2].Value)).DistinctBy(x => x.Key)
            .Concat(typed.Select(x => KeyValuePair.Create(x.Name, x.Value)));
        return await Send(new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields) });
    }

    public Task<HttpResponseMessage> SignIn(string page, string employeeNumber, string password) =>
        Fill(page, ("employeeNumber", employeeNumber), ("password", password));

    /// <summary>From the front end to the sign-in page and back: the code.</summary>
    public async Task<string> Code(string employeeNumber, string password)
    {
        var toPage = await Get(Authorize);
        toPage.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var back = await SignIn(toPage.Headers.Location!.OriginalString, employeeNumber, password);
        back.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return await CodeFrom(await Get(back.Headers.Location!.OriginalString));
    }

    public static Task<string> CodeFrom(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldStartWith(Callback);
        var query = QueryHelpers.ParseQuery(answer.Headers.Location.Query);
        query["state"].ToString().ShouldBe("s1");
        return Task.FromResult(query["code"].ToString());
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> Redeem(string code, string? verifier = null, string callback = Callback) => Exchange(
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", callback), ("code_verifier", verifier ?? Verifier));

    public Task<(HttpStatusCode Status, JsonElement Body)> Refresh(string token) => Exchange(("grant_type", "refresh_token"), ("refresh_token", token));

    public Task<HttpResponseMessage> Call(string url, string token) => Get(url, ("Authorization", $"Bearer {token}"));

    private async Task<(HttpStatusCode Status, JsonElement Body)> Exchange(params (string Name, string Value)[] fields)
    {
        var form = fields.Append(("client_id", ClientId)).Select(x => KeyValuePair.Create(x.Item1, x.Item2));
        var answer = await Send(new HttpRequestMessage(HttpMethod.Post, "/connect/token") { Content = new FormUrlEncodedContent(form) });
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (userAgent is not null)
            request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        if (Cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(x => $"{x.Key}={x.Value}")));
        var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            Cookies[pair[0]] = pair[1];
        }

        return answer;
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]+)">""")]
    private static partial Regex Hidden();
}
