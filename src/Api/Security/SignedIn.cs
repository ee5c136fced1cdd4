using System.Globalization;
using System.Security.Claims;

namespace CleaningEvents.Api.Security;

/// <summary>How the caller proved who they are, as the access token or the cookie tells.</summary>
/// <param name="SessionId">The session that the token belongs to (<c>sid</c>); null for a machine.</param>
/// <param name="At">When they last proved it (<c>auth_time</c>).</param>
/// <param name="Methods">What by (<c>amr</c>, RFC 8176).</param>
public sealed record SignedIn(Guid? SessionId, DateTimeOffset? At, IReadOnlyList<string> Methods)
{
    public const string ByPassword = "pwd";
    public const string ByCode = "otp";

    /// <summary>A passkey that stays in its device.</summary>
    public const string ByBoundPasskey = "hwk";

    /// <summary>A passkey that its holder's devices may share.</summary>
    public const string ByPasskey = "swk";

    /// <summary>What a front end asks for (<c>acr_values</c>), and a token says (<c>acr</c>), of a session with a second factor.</summary>
    public const string SecondFactorClass = "urn:cleaning-events:second-factor";

    /// <summary>Methods of which one is more than a password.</summary>
    private static readonly string[] Strong = ["mfa", ByCode, ByBoundPasskey, ByPasskey];

    /// <summary>Whether by two factors, or by a passkey.</summary>
    public bool WithSecondFactor => Methods.Any(Strong.Contains);

    public static SignedIn By(ClaimsPrincipal caller) => new(
        Guid.TryParse(caller.FindFirst("sid")?.Value, out var session) ? session : null,
        long.TryParse(caller.FindFirst("auth_time")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? DateTimeOffset.FromUnixTimeSeconds(at) : null,
        [.. caller.FindAll("amr").Select(x => x.Value)]);

    /// <summary>Of the request at hand.</summary>
    public static SignedIn Of(HttpContext http) => By(http.User);

    /// <summary>The same as claims of whoever holds <paramref name="accountId"/>.</summary>
    public ClaimsIdentity ClaimsOf(Guid accountId, string scheme) => new(
        [
            new Claim("sub", accountId.ToString()),
            new Claim("sid", $"{SessionId}"),
            new Claim("auth_time", At!.Value.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer64),
            .. Methods.Select(x => new Claim("amr", x)),
        ],
        scheme);
}
