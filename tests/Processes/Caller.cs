using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CleaningEvents.Api.Http;

namespace CleaningEvents.Processes;

/// <summary>Somebody who talks to a server over connections that stay open.</summary>
public sealed class Caller
{
    private static readonly JsonSerializerOptions Json = Options();

    private readonly HttpClient http;

    public Caller(Uri address, string? token = null)
    {
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(100),
        };
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Sends a command under a new key and tells its log position, if the answer has one.</summary>
    /// <exception cref="HttpRequestException">The answer has another status than <paramref name="expected"/> and is no lost race.</exception>
    public async Task<(bool Accepted, long? Position)> Post<T>(string path, T body, int expected, bool mayLose = false, CancellationToken cancelled = default)
    {
        using var request = Command(path, JsonContent.Create(body, options: Json));
        using var answer = await http.SendAsync(request, cancelled);
        if (mayLose && (int)answer.StatusCode is 409 or 412)
            return (false, null);

        await Expect(answer, expected, cancelled);
        return (true, answer.Headers.TryGetValues(LogPosition.Header, out var position) ? long.Parse(position.Single()) : null);
    }

    /// <summary>Sends a command under a new key and tells the answer, whatever it is; null sends no body.</summary>
    public async Task<Answer> Tell(string path, object? body, CancellationToken cancelled)
    {
        using var request = Command(path, body is null ? null : JsonContent.Create(body, body.GetType(), options: Json));
        return await Answer(request, cancelled);
    }

    /// <summary>Reads the whole answer.</summary>
    public async Task<byte[]> Get(string path, CancellationToken cancelled)
    {
        using var answer = await http.GetAsync(path, cancelled);
        await Expect(answer, 200, cancelled);
        return await answer.Content.ReadAsByteArrayAsync(cancelled);
    }

    /// <summary>Tells the answer to a question, whatever it is.</summary>
    public async Task<Answer> Ask(string path, CancellationToken cancelled)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Answer(request, cancelled);
    }

    private async Task<Answer> Answer(HttpRequestMessage request, CancellationToken cancelled)
    {
        using var answer = await http.SendAsync(request, cancelled);
        return new Answer(
            (int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancelled), answer.Headers.Location?.ToString(), answer.Headers.RetryAfter?.ToString());
    }

    private static HttpRequestMessage Command(string path, HttpContent? body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return request;
    }

    private static async Task Expect(HttpResponseMessage answer, int status, CancellationToken cancelled)
    {
        if ((int)answer.StatusCode != status)
            throw new HttpRequestException($"{answer.RequestMessage!.RequestUri}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancelled)}");
    }

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        JsonRules.Apply(options);
        return options;
    }
}

/// <summary>What came back.</summary>
public sealed record Answer(int Status, string Body, string? Location, string? RetryAfter = null)
{
    /// <exception cref="HttpRequestException">It has another status.</exception>
    public Answer Expect(int status) => Status == status ? this : throw new HttpRequestException($"{Status} instead of {status}: {Body}");
}
