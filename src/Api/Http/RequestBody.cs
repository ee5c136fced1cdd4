using System.Security.Cryptography;
using System.Text;
using CleaningEvents.Api.Security.Keys;

namespace CleaningEvents.Api.Http;

/// <summary>The body of a command or question, read once: bounded, and with the fingerprint that tells a repeated command from a reused key.</summary>
public sealed class RequestBody(byte[] fingerprint)
{
    /// <summary>The longest body in bytes.</summary>
    public const int Longest = 1024 * 1024;

    private const int LongestKey = 100;

    public byte[] Fingerprint { get; } = fingerprint;

    /// <summary>The command that was read from it; null when the endpoint reads none.</summary>
    public object? Command { get; set; }

    public static string? KeyOf(HttpRequest request) => request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? key : null;

    /// <summary>Refuses a command without a usable key (400), with an encoded body (415) or with too long a body (413), and remembers the body's fingerprint.</summary>
    public static async Task Read(HttpContext http, RequestDelegate next)
    {
        // Where the address knows no POST, the endpoint is not one of ours.
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.Path.StartsWithSegments("/api") || http.GetEndpoint() is not RouteEndpoint)
            await next(http);
        else if (!Question.IsAsked(http) && !HasUsableKey(http.Request))
            await Problems.Invalid("Idempotency-Key", "idempotency-key-required", $"Send a key of 1 to {LongestKey} visible ASCII characters.").ExecuteAsync(http);
        else if (http.Request.Headers.ContentEncoding.ToString() is not ("" or "identity"))
            await Problems.UnknownEncoding().ExecuteAsync(http);
        else if (await ReadBounded(http.Request, http.RequestAborted) is not { } body)
            await Problems.TooLong(Longest).ExecuteAsync(http);
        else
        {
            http.Request.Body = body;
            http.Features.Set(new RequestBody(FingerprintOf(http.Request, body, http.RequestServices.GetRequiredService<BlindingKey>())));
            await next(http);
        }
    }

    private static bool HasUsableKey(HttpRequest request) => KeyOf(request) is { Length: <= LongestKey } key && key.All(x => x is >= '!' and <= '~');

    private static async Task<MemoryStream?> ReadBounded(HttpRequest request, CancellationToken cancelled)
    {
        if (request.ContentLength > Longest)
            return null;

        var body = new MemoryStream((int)(request.ContentLength ?? 512));
        var buffer = new byte[8192];
        while (await request.Body.ReadAsync(buffer, cancelled) is > 0 and var read)
        {
            if (body.Length + read > Longest)
                return null;
            body.Write(buffer, 0, read);
        }

        body.Position = 0;
        return body;
    }

    // Keyed, as it is stored: the hash of a short body would tell what was in it to who guesses.
    private static byte[] FingerprintOf(HttpRequest request, MemoryStream body, BlindingKey blinding)
    {
        var head = Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n{request.Headers.IfMatch}\n");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        hash.AppendData(body.GetBuffer(), 0, (int)body.Length);
        return blinding.Mac("request", hash.GetHashAndReset());
    }
}
