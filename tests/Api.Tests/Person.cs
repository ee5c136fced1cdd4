using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CleaningEvents.Api.Http;

namespace CleaningEvents.Tests;

/// <summary>Somebody with an account who talks to the API as a front end would.</summary>
public sealed class Person(Server server, Guid accountId)
{
    public static readonly JsonSerializerOptions Json = Options();

    public Guid AccountId => accountId;

    /// <summary>Sends a command; a new idempotency key each time unless <paramref name="key"/> says otherwise.</summary>
    public Task<Answer> Post(string url, object body, string? ifMatch = "*", string? key = null) =>
        Send(HttpMethod.Post, url, JsonContent.Create(body, body.GetType(), options: Json), ifMatch, key ?? Guid.NewGuid().ToString());

    /// <summary>Sends <paramref name="body"/> as it stands.</summary>
    public Task<Answer> PostText(string url, string body, string? ifMatch = "*", string? key = null) =>
        Send(HttpMethod.Post, url, new StringContent(body, mediaType: new("application/json")), ifMatch, key ?? Guid.NewGuid().ToString());

    public Task<Answer> Get(string url) => Send(HttpMethod.Get, url, content: null, ifMatch: null, key: null);

    /// <summary>Sends once more where the API wants a new sign-in: everybody works in one company here, and another test may have raised an alert about who is shared.</summary>
    public async Task<Answer> Send(HttpMethod method, string url, HttpContent? content, string? ifMatch, string? key, params (string Name, string Value)[] headers)
    {
        var answer = await SendOnce(method, url, content, ifMatch, key, headers);
        if (!answer.Body.Contains("urn:cleaning-events:problem:prove-anew"))
            return answer;

        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        return await SendOnce(method, url, content, ifMatch, key, headers);
    }

    private async Task<Answer> SendOnce(HttpMethod method, string url, HttpContent? content, string? ifMatch, string? key, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, url) { Content = content };
        request.Headers.Authorization = new("Bearer", server.TokenOf(accountId));
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (key is { Length: > 0 }) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var client = server.Client();
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers.ETag?.ToString(), response.Headers.Location?.ToString(),
            response.Headers.TryGetValues(LogPosition.Header, out var position) ? long.Parse(position.Single()) : null,
            response.Content.Headers.ContentType?.MediaType);
    }

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        JsonRules.Apply(options);
        return options;
    }
}

/// <summary>What came back.</summary>
public sealed record Answer(HttpStatusCode Status, string Body, string? ETag, string? Location, long? Position, string? ContentType)
{
    public T Read<T>() => JsonSerializer.Deserialize<T>(Body, Person.Json)!;

    public string? Rule => Body.Length > 0 && JsonDocument.Parse(Body).RootElement.TryGetProperty("rule", out var rule) ? rule.GetString() : null;

    public Answer ShouldBe(int status)
    {
        ((int)Status).ShouldBe(status, Body);
        return this;
    }

    public void ShouldBeRefused(string rule)
    {
        ShouldBe(409);
        Rule.ShouldBe(rule);
    }
}
