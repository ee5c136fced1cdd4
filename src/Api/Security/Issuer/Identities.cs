using System.Collections.Immutable;
using System.Security.Claims;
using CleaningEvents.Api.Security.Passwords;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CleaningEvents.Api.Security.Issuer;

/// <summary>What tokens say of an account. They say nothing of rights: those are asked for at each request.</summary>
public sealed class Identities(IDocumentStore store, Credentials credentials, Sessions sessions, IConfiguration configuration)
{
    public const string EmployeeNumber = "employee_number";

    private const string SessionId = "sid";

    /// <summary>For whoever signed in as <paramref name="how"/> tells; null when the account is not open or has a newer password, or the session is over.</summary>
    public async Task<ClaimsPrincipal?> Of(Guid accountId, SignedIn how, string clientId, ImmutableArray<string> scopes, CancellationToken cancelled)
    {
        var client = Client.In(configuration).Single(x => x.ClientId == clientId);
        if (how is not { At: { } at, SessionId: { } sessionId } || await Find(accountId, how, cancelled) is not { } account
            || !await sessions.Continue(sessionId, client, cancelled))
            return null;

        var identity = new ClaimsIdentity("password", Claims.Subject, Claims.Role);
        identity.SetClaim(Claims.Subject, accountId.ToString())
            .SetClaim(SessionId, sessionId.ToString())
            .SetClaim(Claims.AuthenticationTime, at.ToUnixTimeSeconds())
            .SetClaims(Claims.AuthenticationMethodReference, [.. how.Methods])
            .SetClaim(Claims.AuthenticationContextReference, how.WithSecondFactor ? SignedIn.SecondFactorClass : null)
            .SetClaim(Claims.Name, account.Name)
            .SetClaim(EmployeeNumber, account.EmployeeNumber);
        identity.SetScopes(scopes).SetResources(AccessTokens.Audience).SetDestinations(Destinations);
        return new ClaimsPrincipal(identity).SetRefreshTokenLifetime(client.Longest);
    }

    /// <summary>The account, if it is open and who signed in so may go on.</summary>
    public async Task<AccountDetails?> Find(Guid accountId, SignedIn how, CancellationToken cancelled) =>
        how.SessionId is { } session && await sessions.IsLive(session, cancelled) && await credentials.StillHolds(accountId, how, cancelled)
            ? await Find(accountId, cancelled)
            : null;

    /// <summary>The account, if it is open.</summary>
    public async Task<AccountDetails?> Find(Guid accountId, CancellationToken cancelled)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<AccountDetails>(accountId, cancelled) is { Status: AccountStatus.Open } account ? account : null;
    }

    private static IEnumerable<string> Destinations(Claim claim) => claim.Type switch
    {
        Claims.Name or EmployeeNumber => claim.Subject!.HasScope(Scopes.Profile) ? [OpenIddictConstants.Destinations.IdentityToken] : [],
        _ => [OpenIddictConstants.Destinations.IdentityToken, OpenIddictConstants.Destinations.AccessToken],
    };
}
