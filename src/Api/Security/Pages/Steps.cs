using System.Globalization;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Api.Security.Pages;

/// <summary>Which page comes after which on the way in, and where the way leads.</summary>
public static class Steps
{
    /// <summary>Where somebody goes on after <paramref name="outcome"/>.</summary>
    public static IResult After(SignInOutcome outcome, string? returnUrl) => outcome switch
    {
        SignInOutcome.SecondFactorAsked => Results.LocalRedirect(Address(SecondFactorPage.Path, returnUrl)),
        SignInOutcome.SecondFactorMissing => Results.LocalRedirect(Address(AddFactorPage.Path, returnUrl)),
        SignInOutcome.PasswordExpired => Results.LocalRedirect(Address(PasswordPage.Path, returnUrl)),
        _ => returnUrl is null ? Notice("signed-in") : Results.LocalRedirect(returnUrl),
    };

    /// <summary>A page from which the way leads on to <paramref name="returnUrl"/>.</summary>
    public static string Address(string page, string? returnUrl, string? locales = null)
    {
        var query = returnUrl is null ? QueryString.Empty : QueryString.Create("returnUrl", returnUrl);
        return page + (locales is null ? query : query.Add("lang", locales.StartsWith("zh", StringComparison.Ordinal) ? "zh-CN" : "en"));
    }

    /// <summary>Beginning so, it can only be an address of this server.</summary>
    public static bool IsOurs(string? returnUrl) =>
        returnUrl is null
        || returnUrl.StartsWith($"{Connect.AuthorizePath}?", StringComparison.Ordinal)
        || returnUrl is AccountPage.Path
        || returnUrl.StartsWith($"{AccountPage.Path}/", StringComparison.Ordinal);

    /// <summary>Says in the answer how long to wait, and gives the word for it.</summary>
    public static string Wait(HttpContext http, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return "try-later";
    }

    public static HtmlPage Notice(string word) => new(Messages.Page(word), Html.Of($"<p>{Messages.Page($"{word}-detail")}</p>"));
}
