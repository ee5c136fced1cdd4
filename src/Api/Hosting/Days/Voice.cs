using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CleaningEvents.Api.Http;
using Microsoft.AspNetCore.Mvc;

namespace CleaningEvents.Api.Hosting.Days;

/// <summary>Somebody of the company who speaks to the API over HTTP with a token of their own.</summary>
public sealed class Voice(HttpClient http, string token)
{
    private const int Attempts = 5;
    private static readonly JsonSerializerOptions Json = Options();

    /// <summary>What the API has under <paramref name="url"/>.</summary>
    public async Task<T> Ask<T>(string url)
    {
        using var answer = await Send(() => new HttpRequestMessage(HttpMethod.Get, url));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<T>(Json))!;
    }

    /// <summary>Sends a command; its log position when it was accepted, else the rule that refused. The same key is never done twice.</summary>
    public async Task<(long? Position, string? Refusal)> Tell(string url, object command, string key)
    {
        using var answer = await Send(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(command, command.GetType(), options: Json) };
            request.Headers.Add("Idempotency-Key", key);
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            return request;
        });
        if (answer.IsSuccessStatusCode)
            return (answer.Headers.TryGetValues(LogPosition.Header, out var position) ? long.Parse(position.First()) : null, null);

        var problem = await answer.Content.ReadFromJsonAsync<ProblemDetails>(Json);
        return (null, problem?.Extensions.TryGetValue("rule", out var rule) is true ? $"{rule}" : $"{(int)answer.StatusCode} {problem?.Title}");
    }

    private async Task<HttpResponseMessage> Send(Func<HttpRequestMessage> make)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = make();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Headers.Add("X-Channel", "mobile");
            var answer = await http.SendAsync(request);
            if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.PreconditionFailed) || attempt == Attempts)
                return answer;

            answer.Dispose();
            await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt));
        }
    }

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        JsonRules.Apply(options);
        return options;
    }
}
