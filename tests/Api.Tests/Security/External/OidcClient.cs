using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace CleaningEvents.Tests.Security.External;

/// <summary>
/// A front end that knows of its issuer nothing but address and client id, and speaks authorization code with PKCE to whatever it discovers
/// there; with the browser in which a person fills in the fields that they know.
/// </summary>
public sealed partial class OidcClient(HttpClient http, Uri authority, string clientId) : IDisposable
{
    private const string Callback = "http://localhost:5173/callback";

    private readonly Dictionary<string, string> cookies = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => http.Dispose();

    /// <summary>From the front end through the issuer's pages and back: the tokens.</summary>
    public async Task<JsonElement> SignIn(IReadOnlyDictionary<string, string> known)
    {
        var verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var code = await Code(verifier, known);
        return await Ask(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", Callback), ("code_verifier", verifier));
    }

    public Task<JsonElement> Refresh(JsonElement tokens) => Ask(("grant_type", "refresh_token"), ("refresh_token", tokens.GetProperty("refresh_token").GetString()!));

    private async Task<string> Code(string verifier, IReadOnlyDictionary<string, string> known)
    {
        var at = QueryHelpers.AddQueryString(await Endpoint("authorization_endpoint"), new Dictionary<string, string?>
        {
            ["client_id"] = clientId,
            ["redirect_uri"] = Callback,
            ["response_type"] = "code",
            ["scope"] = "openid profile offline_access",
            ["state"] = "s1",
            ["nonce"] = "n1",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
        });
        for (var pages = 0; pages < 10; pages++)
        {
            using var answer = await Send(new HttpRequestMessage(HttpMethod.Get, at));
            at = answer.Headers.Location is { } next ? new Uri(new Uri(at), next).AbsoluteUri : await Fill(at, await answer.Content.ReadAsStringAsync(Cancelled), known);
            if (at.StartsWith(Callback, StringComparison.Ordinal))
                return QueryHelpers.ParseQuery(new Uri(at).Query)["code"].ToString();
        }

        throw new InvalidOperationException($"The issuer leads nowhere: {at}");
    }

    /// <summary>Sends the page's form and tells where that leads.</summary>
    private async Task<string> Fill(string page, string html, IReadOnlyDictionary<string, string> known)
    {
        var fields = Input().Matches(html).Select(x => x.Value).Select(x => (Name: Attribute(x, "name"), Value: Attribute(x, "value")))
            .Where(x => x.Name is not null).Select(x => KeyValuePair.Create(x.Name!, known.GetValueOrDefault(x.Name!) ?? x.Value ?? ""));
        var target = Attribute(FormTag().Match(html).Value, "action") is { } action ? new Uri(new Uri(page), action).AbsoluteUri : page;
        using var answer = await Send(new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(fields) });
        return answer.Headers.Location is { } next
            ? new Uri(new Uri(target), next).AbsoluteUri
            : throw new InvalidOperationException($"{target} answers {answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Cancelled)}");
    }

    private async Task<JsonElement> Ask(params (string Name, string Value)[] fields)
    {
        var form = fields.Append(("client_id", clientId)).Select(x => KeyValuePair.Create(x.Item1, x.Item2));
        using var answer = await Send(new HttpRequestMessage(HttpMethod.Post, await Endpoint("token_endpoint")) { Content = new FormUrlEncodedContent(form) });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Cancelled));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
    }

    private async Task<string> Endpoint(string name) =>
        (await http.GetFromJsonAsync<JsonElement>(new Uri(authority, ".well-known/openid-configuration"), Cancelled)).GetProperty(name).GetString()!;

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        if (cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(x => $"{x.Key}={x.Value}")));
        var answer = await http.SendAsync(request, Cancelled);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            cookies[pair[0]] = pair[1];
        }

        return answer;
    }

    private static string? Attribute(string tag, string name) =>
        Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("<form[^>]*>")]
    private static partial Regex FormTag();
}
