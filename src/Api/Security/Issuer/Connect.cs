using System.Security.Claims;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Pages;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CleaningEvents.Api.Security.Issuer;

/// <summary>Where the protocol needs to know of people: who has signed in here, and whether the account is still open. The rest is OpenIddict's.</summary>
public static class Connect
{
    public const string AuthorizePath = "/connect/authorize";
    public const string TokenPath = "/connect/token";
    public const string UserInfoPath = "/connect/userinfo";
    public const string EndSessionPath = "/connect/end-session";

    private const string Protocol = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void MapConnect(this IEndpointRouteBuilder app)
    {
        app.MapMethods(AuthorizePath, [HttpMethods.Get, HttpMethods.Post], Authorize);
        app.MapPost(TokenPath, Exchange);
        app.MapMethods(UserInfoPath, [HttpMethods.Get, HttpMethods.Post], TellUserInfo);
        app.MapMethods(EndSessionPath, [HttpMethods.Get, HttpMethods.Post], EndSession);
    }

    /// <summary>Whoever has signed in here, as lately and as well as the front end asks, goes back with a code; anybody else first proves what is missing.</summary>
    private static async Task<IResult> Authorize(HttpContext http, Identities identities, Visitors visitors)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var visitor = await visitors.InSession(http);
        if (visitor is not null
            && IsRecentEnough(visitor.How, request)
            && IsStrongEnough(visitor.How, request)
            && await identities.Of(visitor.Account.Id, visitor.How, request.ClientId!, request.GetScopes(), http.RequestAborted) is { } identity)
            return Results.SignIn(identity, authenticationScheme: Protocol);

        return request.HasPromptValue(PromptValues.None)
            ? Refuse(Errors.LoginRequired, "Nobody has signed in, or not as lately and as well as is asked.")
            : Results.LocalRedirect(Steps.Address(DoorFor(visitor, request), ReturnAddress(http.Request), request.UiLocales));
    }

    /// <summary>In a session a second factor is enough to prove anew who somebody is.</summary>
    private static string DoorFor(Visitor? visitor, OpenIddictRequest request) => visitor switch
    {
        null => SignInPage.Path,
        _ when request.HasPromptValue(PromptValues.Login) => SignInPage.Path,
        { Account.Factors: [] } => IsStrongEnough(visitor.How, request) ? SignInPage.Path : AddFactorPage.Path,
        _ => SecondFactorPage.Path,
    };

    /// <summary>A code or refresh token becomes tokens, while the account is open, its password the same, and the session goes on.</summary>
    private static async Task<IResult> Exchange(HttpContext http, Identities identities)
    {
        var proven = (await http.AuthenticateAsync(Protocol)).Principal!;
        var clientId = http.GetOpenIddictServerRequest()!.ClientId!;
        return await identities.Of(AccountOf(proven), SignedIn.By(proven), clientId, proven.GetScopes(), http.RequestAborted) is { } identity
            ? Results.SignIn(identity, authenticationScheme: Protocol)
            : Refuse(Errors.InvalidGrant, "The session is over, the account not open, or its password another.");
    }

    private static async Task<IResult> TellUserInfo(HttpContext http, Identities identities, Sessions sessions)
    {
        var bearer = (await http.AuthenticateAsync(Protocol)).Principal!;
        if (SignedIn.By(bearer).SessionId is not { } session || !await sessions.IsLive(session, http.RequestAborted)
            || await identities.Find(AccountOf(bearer), http.RequestAborted) is not { } account)
            return Results.Challenge(Because(Errors.InvalidToken, "The session is over, or the account not open."), [Protocol]);

        var told = new Dictionary<string, string> { [Claims.Subject] = account.Id.ToString() };
        if (bearer.HasScope(Scopes.Profile))
            (told[Claims.Name], told[Identities.EmployeeNumber]) = (account.Name, account.EmployeeNumber);
        return Results.Ok(told);
    }

    /// <summary>Signs out here, and ends the session of this browser and the one that the client names by its identity token.</summary>
    private static async Task<IResult> EndSession(HttpContext http, Sessions sessions)
    {
        foreach (var scheme in new[] { Protocol, CookieAuthenticationDefaults.AuthenticationScheme })
            if ((await http.AuthenticateAsync(scheme)).Principal is { } leaving && SignedIn.By(leaving).SessionId is { } session)
                await sessions.End(session, SessionEnd.SignedOut, CommandContext.OfVisitor(http, AccountOf(leaving)));
        await http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.SignOut(new AuthenticationProperties { RedirectUri = SignInPage.SignedOutPath }, [Protocol]);
    }

    private static bool IsRecentEnough(SignedIn how, OpenIddictRequest request) =>
        !request.HasPromptValue(PromptValues.Login)
        && (request.MaxAge is not { } longest || TimeProvider.System.GetUtcNow() - how.At <= TimeSpan.FromSeconds(longest));

    private static bool IsStrongEnough(SignedIn how, OpenIddictRequest request) =>
        how.WithSecondFactor || !request.GetAcrValues().Contains(SignedIn.SecondFactorClass);

    /// <summary>This request again, without the wish to sign in anew, which is then fulfilled.</summary>
    private static string ReturnAddress(HttpRequest request)
    {
        var parameters = request.HasFormContentType ? request.Form.ToList() : [.. request.Query];
        return AuthorizePath + QueryString.Create(parameters.Where(x => !IsWishToSignInAnew(x.Key, x.Value.ToString())));
    }

    private static bool IsWishToSignInAnew(string parameter, string value) => parameter is Parameters.Prompt || (parameter is Parameters.MaxAge && value is "0");

    private static Guid AccountOf(ClaimsPrincipal principal) => Guid.Parse(principal.GetClaim(Claims.Subject)!);

    private static IResult Refuse(string error, string description) => Results.Forbid(Because(error, description), [Protocol]);

    private static AuthenticationProperties Because(string error, string description) => new(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
    });
}
