using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Factors;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Api.Security.Pages;

/// <summary>Where people show a second factor: on the way in, or within a session to prove once more who they are.</summary>
public static class SecondFactorPage
{
    public const string Path = "/sign-in/second-factor";

    public static void MapSecondFactorPage(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, Ask);
        app.MapPost(Path, Check).WithMetadata(Form.Bounded);
    }

    private static async Task<IResult> Ask(HttpContext http, string? returnUrl, SignInAttempts attempts, Visitors visitors, Passkeys passkeys)
    {
        if (!Steps.IsOurs(returnUrl) || await visitors.Find(http) is not { Account.Factors: not [] } visitor)
            return Results.LocalRedirect(SignInPage.Path);
        if (!visitor.IsOnTheWayIn)
            await attempts.Begin(new SignInAttempt(visitor.Account.Id, visitor.How.Methods, visitor.How.SessionId, Challenge: null), http);

        return await Show(http, visitor.Account.Id, attempts, passkeys);
    }

    private static async Task<IResult> Check(HttpContext http, string? returnUrl, Doorkeeper doorkeeper, SignInAttempts attempts, Passkeys passkeys)
    {
        if (!Steps.IsOurs(returnUrl) || await Form.Read(http) is not { } form || await attempts.Find(http) is not { } attempt)
            return Results.LocalRedirect(SignInPage.Path);

        var credential = form["credential"].ToString();
        var proof = credential is "" ? SecondFactorProof.OfCode(form["code"].ToString()) : SecondFactorProof.OfPasskey(credential);
        return await doorkeeper.Admit(proof, http) switch
        {
            { WaitFor: { } wait } => await Show(http, attempt.AccountId, attempts, passkeys, Steps.Wait(http, wait), StatusCodes.Status429TooManyRequests),
            { Outcome: SignInOutcome.WrongCode } => await Show(http, attempt.AccountId, attempts, passkeys, "wrong-code", StatusCodes.Status400BadRequest),
            { Outcome: SignInOutcome.DeviceRefused } => await Show(http, attempt.AccountId, attempts, passkeys, "device-refused", StatusCodes.Status400BadRequest),
            { Outcome: { } outcome } => Steps.After(outcome, returnUrl),
            _ => Results.LocalRedirect(Steps.Address(SignInPage.Path, returnUrl)),
        };
    }

    private static async Task<IResult> Show(
        HttpContext http, Guid accountId, SignInAttempts attempts, Passkeys passkeys, string? problem = null, int status = StatusCodes.Status200OK)
    {
        var options = await passkeys.Ask(accountId, http.RequestAborted);
        if (options is not null)
            await attempts.Challenge(options, http);

        return new HtmlPage(Messages.Page("second-factor"), Html.Of(
            $"""
            {Form.Alert(problem)}
            {(options is null ? Html.Nothing : PasskeyScript.FormFor(options, "use-passkey", http))}
            <form method="post">
            {Form.Proof(http)}
            <label for="code">{Messages.Page("code")}</label>
            <input id="code" name="code" autocomplete="one-time-code" autocapitalize="characters" maxlength="80" required autofocus aria-describedby="codeHint">
            <p id="codeHint">{Messages.Page("code-hint")}</p>
            <button type="submit">{Messages.Page("sign-in")}</button>
            </form>
            """), status, options is null ? null : PasskeyScript.Text);
    }
}
