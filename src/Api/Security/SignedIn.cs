using System.Globalization;
using System.Security.Claims;

namespace CleaningEvents.Api.Security;

/// <summary>How the caller proved who they are, as the access token tells.</summary>
/// <param name="SessionId">The session that the token belongs to (<c>sid</c>); null for a machine.</param>
/// <param name="At">When they last proved it (<c>auth_time</c>).</param>
/// <param name="WithSecondFactor">Whether by two factors, or by a passkey (<c>amr</c>).</param>
public sealed record SignedIn(Guid? SessionId, DateTimeOffset? At, bool WithSecondFactor)
{
    /// <summary>Methods (RFC 8176) of which one is more than a password.</summary>
    private static readonly string[] Strong = ["mfa", "otp", "hwk", "swk"];

    public static SignedIn By(ClaimsPrincipal caller) => new(
        Guid.TryParse(caller.FindFirst("sid")?.Value, out var session) ? session : null,
        long.TryParse(caller.FindFirst("auth_time")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? DateTimeOffset.FromUnixTimeSeconds(at) : null,
        caller.FindAll("amr").Any(x => Strong.Contains(x.Value)));

    /// <summary>Of the request at hand.</summary>
    public static SignedIn Of(HttpContext http) => By(http.User);
}
