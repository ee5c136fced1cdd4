using System.Globalization;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Issuer;

namespace CleaningEvents.Api.Security.Pages;

/// <summary>Where people sign in, sent here by the issuer and sent back to it.</summary>
public static class SignInPage
{
    public const string Path = "/sign-in";
    public const string SignedOutPath = "/signed-out";

    public static void MapSignInPage(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (HttpContext http, string? returnUrl) => Show(http, returnUrl));
        app.MapPost(Path, SignIn).WithMetadata(Form.Bounded);
        app.MapGet(SignedOutPath, () => Notice("signed-out"));
    }

    /// <summary>The page's address, from which whoever signs in goes on to <paramref name="returnUrl"/>.</summary>
    public static string AddressFor(string returnUrl, string? locales)
    {
        var query = QueryString.Create("returnUrl", returnUrl);
        return Path + (locales is null ? query : query.Add("lang", locales.StartsWith("zh", StringComparison.Ordinal) ? "zh-CN" : "en"));
    }

    private static async Task<IResult> SignIn(HttpContext http, string? returnUrl, Doorkeeper doorkeeper, SignInCompletion completion)
    {
        if (!IsOurs(returnUrl) || await Form.Read(http) is not { } form)
            return Show(http, returnUrl, "form-expired", StatusCodes.Status400BadRequest);

        var admission = await doorkeeper.Admit(form["employeeNumber"].ToString().Trim(), form["password"].ToString(), http);
        if (admission.WaitFor is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Show(http, returnUrl, "try-later", StatusCodes.Status429TooManyRequests);
        }

        if (admission.AccountId is not { } accountId)
            return Show(http, returnUrl, "sign-in-refused", StatusCodes.Status400BadRequest);

        if (await completion.Complete(accountId, [SignedIn.ByPassword], sessionId: null, http) is null)
            return Show(http, returnUrl, "device-refused", StatusCodes.Status400BadRequest);

        return returnUrl is null ? Notice("signed-in") : Results.LocalRedirect(returnUrl);
    }

    private static IResult Show(HttpContext http, string? returnUrl, string? problem = null, int status = StatusCodes.Status200OK) =>
        !IsOurs(returnUrl)
            ? Problems.Invalid("returnUrl", "foreign-return-url", $"Only {Connect.AuthorizePath} may follow.")
            : new HtmlPage(Messages.Page("sign-in"), Html.Of(
                $"""
                {Form.Alert(problem)}
                <form method="post">
                {Form.Proof(http)}
                <label for="employeeNumber">{Messages.Page("employee-number")}</label>
                <input id="employeeNumber" name="employeeNumber" autocomplete="username" autocapitalize="none" maxlength="40" required autofocus>
                <label for="password">{Messages.Page("password")}</label>
                <input id="password" name="password" type="password" autocomplete="current-password" maxlength="256" required>
                <button type="submit">{Messages.Page("sign-in")}</button>
                </form>
                """), status);

    private static HtmlPage Notice(string word) => new(Messages.Page(word), Html.Of($"<p>{Messages.Page($"{word}-detail")}</p>"));

    /// <summary>Beginning so, it can only be an address of this server.</summary>
    private static bool IsOurs(string? returnUrl) => returnUrl is null || returnUrl.StartsWith($"{Connect.AuthorizePath}?", StringComparison.Ordinal);
}
