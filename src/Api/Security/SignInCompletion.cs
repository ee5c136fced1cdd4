using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CleaningEvents.Api.Security;

/// <summary>The one place where a session begins in a browser, after every factor that was asked for has passed; or goes on, proven anew.</summary>
public sealed class SignInCompletion(Sessions sessions)
{
    /// <param name="accountId">Whose session it is.</param>
    /// <param name="methods">What they proved it by (<c>amr</c>).</param>
    /// <param name="sessionId">The session that goes on; null when one begins.</param>
    /// <param name="http">The request by which the last factor came.</param>
    /// <returns>Null where the device is refused.</returns>
    public async Task<SignedIn?> Complete(Guid accountId, IReadOnlyList<string> methods, Guid? sessionId, HttpContext http)
    {
        sessionId ??= await sessions.Begin(accountId, methods, http);
        if (sessionId is null)
            return null;

        var how = new SignedIn(sessionId, TimeProvider.System.GetUtcNow(), methods);
        var holder = new ClaimsPrincipal(how.ClaimsOf(accountId, CookieAuthenticationDefaults.AuthenticationScheme));
        await http.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, holder);
        return how;
    }
}
