using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Domain.Access;

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
        app.MapGet(SignedOutPath, () => Steps.Notice("signed-out"));
    }

    private static async Task<IResult> SignIn(HttpContext http, string? returnUrl, Doorkeeper doorkeeper)
    {
        if (!Steps.IsOurs(returnUrl) || await Form.Read(http) is not { } form)
            return Show(http, returnUrl, "form-expired", StatusCodes.Status400BadRequest);

        var admission = await doorkeeper.Admit(form["employeeNumber"].ToString().Trim(), form["password"].ToString(), http);
        return admission switch
        {
            { WaitFor: { } wait } => Show(http, returnUrl, Steps.Wait(http, wait), StatusCodes.Status429TooManyRequests),
            { Outcome: SignInOutcome.DeviceRefused } => Show(http, returnUrl, "device-refused", StatusCodes.Status400BadRequest),
            { Outcome: { } outcome } => Steps.After(outcome, returnUrl),
            _ => Show(http, returnUrl, "sign-in-refused", StatusCodes.Status400BadRequest),
        };
    }

    private static IResult Show(HttpContext http, string? returnUrl, string? problem = null, int status = StatusCodes.Status200OK) =>
        !Steps.IsOurs(returnUrl)
            ? Problems.Invalid("returnUrl", "foreign-return-url", $"Only {Connect.AuthorizePath} and {AccountPage.Path} may follow.")
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
}
