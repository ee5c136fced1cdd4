using System.Diagnostics;
using CleaningEvents.Api.Security;

namespace CleaningEvents.Api.Http;

/// <summary>What is known of a command besides what it asks: who, by which door, and how to tell that it came before.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="Permission">The permission it was let in by; its reach is checked against what the command touches. Empty where none is asked for.</param>
/// <param name="Key">The caller's idempotency key, 1 to 100 visible ASCII characters.</param>
/// <param name="Fingerprint">Keyed hash over method, path, precondition and body: the same key with another one is a mistake.</param>
/// <param name="IfMatch">The version the caller saw, as an ETag; <c>*</c> for any; null when not said.</param>
/// <param name="Channel">web, mobile, api, import, cli or scheduler.</param>
/// <param name="Address">The client's network address, if there is one.</param>
/// <param name="CorrelationId">What all actions of one errand share: the trace.</param>
/// <param name="Cancelled">The caller has gone.</param>
/// <param name="SessionId">The caller's session; null for a machine and for the installation.</param>
/// <param name="Asked">What was asked, where a rule may want a second person for it; null where none may.</param>
public sealed record CommandContext(
    Actor Actor, string Permission, string Key, byte[] Fingerprint, string? IfMatch, string Channel, string? Address, string? CorrelationId,
    CancellationToken Cancelled, Guid? SessionId = null, AskedCommand? Asked = null)
{
    public static CommandContext Of(HttpContext http) => new(
        Actor.For(http),
        http.GetEndpoint()!.Metadata.GetMetadata<PermissionAttribute>()?.Name ?? "",
        RequestBody.KeyOf(http.Request)!,
        http.Features.Get<RequestBody>()!.Fingerprint,
        http.Request.Headers.IfMatch.ToString() is { Length: > 0 } seen ? seen : null,
        ChannelOf(http.Request),
        http.Connection.RemoteIpAddress?.ToString(),
        Activity.Current?.TraceId.ToString(),
        http.RequestAborted,
        SignedIn.Of(http).SessionId,
        AskedCommand.Of(http));

    /// <summary>A question leaves a trace in the log.</summary>
    public static CommandContext OfQuestion(HttpContext http) => new(
        Actor.For(http), http.GetEndpoint()!.Metadata.GetMetadata<PermissionAttribute>()?.Name ?? "", Guid.CreateVersion7().ToString(), Fingerprint: [],
        IfMatch: "*", ChannelOf(http.Request), http.Connection.RemoteIpAddress?.ToString(), Activity.Current?.TraceId.ToString(), http.RequestAborted,
        SignedIn.Of(http).SessionId);

    /// <summary>The installation acts by its command line.</summary>
    public static CommandContext OfInstallation(string permission, CancellationToken cancelled, string channel = "cli") => new(
        Actor.Installation, permission, Guid.CreateVersion7().ToString(), Fingerprint: [], IfMatch: "*", channel, Address: null,
        Activity.Current?.TraceId.ToString(), cancelled);

    /// <summary>Somebody acts on their own account, before or without any right.</summary>
    public static CommandContext OfVisitor(HttpContext http, Guid accountId, Guid? sessionId = null) => new(
        new Actor(accountId, CleanerId: null, [], new Dictionary<string, Reach>()), Permission: "", Guid.CreateVersion7().ToString(), Fingerprint: [],
        IfMatch: "*", "web", http.Connection.RemoteIpAddress?.ToString(), Activity.Current?.TraceId.ToString(), http.RequestAborted, sessionId);

    private static string ChannelOf(HttpRequest request) => request.Headers["X-Channel"].ToString() switch
    {
        "web" => "web",
        "mobile" => "mobile",
        _ => "api",
    };
}
