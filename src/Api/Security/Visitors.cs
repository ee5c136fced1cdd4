using CleaningEvents.Api.Security.Factors;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Projections.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace CleaningEvents.Api.Security;

/// <summary>Who looks at a page about their own account.</summary>
/// <param name="Account">The account.</param>
/// <param name="How">How they proved to be its holder.</param>
/// <param name="IsOnTheWayIn">Whether no session has begun yet: the password was right, and more must be done first.</param>
public sealed record Visitor(AccountDetails Account, SignedIn How, bool IsOnTheWayIn)
{
    /// <summary>Whether they may enrol a factor, or change what proves who they are: proven of late, and by all that the account has.</summary>
    public bool MayChangeFactors => IsOnTheWayIn
        ? Account.Factors is [] || How.WithSecondFactor
        : new StepUpAttribute { PasswordWillDo = Account.Factors is [] }.IsMet(How);
}

/// <summary>Knows visitors by the session or the attempt that their browser names.</summary>
public sealed class Visitors(SignInAttempts attempts, Identities identities)
{
    /// <summary>The visitor, whose account is open; null for a stranger.</summary>
    public async Task<Visitor?> Find(HttpContext http)
    {
        if (await attempts.Find(http) is { SessionId: null } attempt && await identities.Find(attempt.AccountId, http.RequestAborted) is { } comer)
            return new Visitor(comer, new SignedIn(SessionId: null, At: null, attempt.Methods), IsOnTheWayIn: true);

        return await InSession(http);
    }

    /// <summary>The same, when a session has begun.</summary>
    public async Task<Visitor?> InSession(HttpContext http)
    {
        if ((await http.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme)).Principal is not { } holder)
            return null;

        var how = SignedIn.By(holder);
        return await identities.Find(Guid.Parse(holder.FindFirst("sub")!.Value), how, http.RequestAborted) is { } account
            ? new Visitor(account, how, IsOnTheWayIn: false)
            : null;
    }
}
