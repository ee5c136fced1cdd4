using System.Diagnostics;
using CleaningEvents.Api.Security;

namespace CleaningEvents.Api.Http;

/// <summary>What is known of a command besides what it asks: who, by which door, and how to tell that it came before.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="Permission">The permission it was let in by; its reach is checked against what the command touches.</param>
/// <param name="Key">The caller's idempotency key, 1 to 100 visible ASCII characters.</param>
/// <param name="Fingerprint">SHA-256 over method, path, precondition and body: the same key with another one is a mistake.</param>
/// <param name="IfMatch">The version the caller saw, as an ETag; <c>*</c> for any; null when not said.</param>
/// <param name="Channel">web, mobile, api, import or scheduler.</param>
/// <param name="Address">The client's network address, if there is one.</param>
/// <param name="CorrelationId">What all actions of one errand share: the trace.</param>
/// <param name="Cancelled">The caller has gone.</param>
public sealed record CommandContext(
    Actor Actor, string Permission, string Key, byte[] Fingerprint, string? IfMatch, string Channel, string? Address, string? CorrelationId,
    CancellationToken Cancelled)
{
    public static CommandContext Of(HttpContext http) => new(
        Actor.For(http),
        http.GetEndpoint()!.Metadata.GetRequiredMetadata<PermissionAttribute>().Name,
        RequestBody.KeyOf(http.Request)!,
        http.Features.Get<RequestBody>()!.Fingerprint,
        http.Request.Headers.IfMatch.ToString() is { Length: > 0 } seen ? seen : null,
        ChannelOf(http.Request),
        http.Connection.RemoteIpAddress?.ToString(),
        Activity.Current?.TraceId.ToString(),
        http.RequestAborted);

    private static string ChannelOf(HttpRequest request) => request.Headers["X-Channel"].ToString() switch
    {
        "web" => "web",
        "mobile" => "mobile",
        _ => "api",
    };
}
