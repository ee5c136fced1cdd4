using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Factors;
using CleaningEvents.Domain.Access;
using OtpNet;

namespace CleaningEvents.Api.Security.Pages;

/// <summary>Where people enrol an authenticator app or a passkey: those who must have one before a session begins, and whoever likes.</summary>
public static class AddFactorPage
{
    public const string Path = "/account/add-factor";

    public static void MapAddFactorPage(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, Ask);
        app.MapPost(Path, Enrol).WithMetadata(Form.Bounded);
    }

    private static async Task<IResult> Ask(HttpContext http, string? returnUrl, Visitors visitors, TotpSecrets apps, Passkeys passkeys)
    {
        var visitor = await visitors.Find(http);
        return visitor is { MayChangeFactors: true } && Steps.IsOurs(returnUrl) ? await Show(http, visitor, apps, passkeys) : AccountPage.ProveFirst(http, visitor);
    }

    private static async Task<IResult> Enrol(
        HttpContext http, string? returnUrl, Visitors visitors, TotpSecrets apps, Passkeys passkeys, VisitorCommands commands, Doorkeeper doorkeeper)
    {
        var visitor = await visitors.Find(http);
        if (visitor is not { MayChangeFactors: true } || !Steps.IsOurs(returnUrl) || await Form.Read(http) is not { } form)
            return AccountPage.ProveFirst(http, visitor);

        var given = commands.For(visitor.Account.Id, visitor.How.SessionId, http);
        var credential = form["credential"].ToString();
        var answer = credential is ""
            ? await apps.Confirm(visitor.Account.Id, form["code"].ToString().Trim(), given)
            : await passkeys.Enrol(visitor.Account.Id, credential, given);
        if (answer is not Accepted)
            return await Show(http, visitor, apps, passkeys, Problems.SaidBy(answer));

        // Enrolling it has just proven it.
        var (factor, method) = credential is "" ? (SignInFactor.Totp, SignedIn.ByCode) : (SignInFactor.Passkey, SignedIn.ByPasskey);
        var outcome = await doorkeeper.Proceed(visitor.Account, factor, [.. visitor.How.Methods.Except([method]), method], visitor.How.SessionId, http);
        return Steps.After(outcome, returnUrl ?? AccountPage.Path);
    }

    private static async Task<IResult> Show(HttpContext http, Visitor visitor, TotpSecrets apps, Passkeys passkeys, string? problem = null)
    {
        var options = await passkeys.Offer(visitor.Account, http.RequestAborted);
        return new HtmlPage(Messages.Page("add-factor"), Html.Of(
            $"""
            {Form.Say(problem)}
            <p>{Messages.Page(visitor.IsOnTheWayIn ? "add-factor-first" : "add-factor-detail")}</p>
            {PasskeyScript.FormFor(options, "add-passkey", http)}
            {(await apps.Offer(visitor.Account.Id, http.RequestAborted) is { } secret ? AppForm(http, visitor.Account.EmployeeNumber, secret) : Html.Nothing)}
            """), problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, PasskeyScript.Text);
    }

    private static Html AppForm(HttpContext http, string employeeNumber, byte[] secret) => Html.Of(
        $"""
        <h2>{Messages.Page("authenticator-app")}</h2>
        {QrCode.Of(TotpSecrets.UriFor(secret, employeeNumber), Messages.Page("authenticator-picture"))}
        <p>{Messages.Page("authenticator-secret")}<br><code>{Base32Encoding.ToString(secret)}</code></p>
        <form method="post">
        {Form.Proof(http)}
        <label for="code">{Messages.Page("code")}</label>
        <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6" required>
        <button type="submit">{Messages.Page("confirm")}</button>
        </form>
        """);
}
