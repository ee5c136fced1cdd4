using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Passwords;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Api.Security.Pages;

/// <summary>Where people choose another password by the one they have: because they like, or because it is too old to begin a session with.</summary>
public static class PasswordPage
{
    public const string Path = "/account/password";

    public static void MapPasswordPage(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, async (HttpContext http, Visitors visitors) => await visitors.Find(http) is null ? AccountPage.ProveFirst(http, null) : Show(http));
        app.MapPost(Path, Change).WithMetadata(Form.Bounded);
    }

    private static async Task<IResult> Change(
        HttpContext http, string? returnUrl, Visitors visitors, PasswordChanges changes, VisitorCommands commands, Doorkeeper doorkeeper)
    {
        var visitor = await visitors.Find(http);
        // Whose second factor is still asked for proves that first.
        if (visitor is null or { IsOnTheWayIn: true, MayChangeFactors: false } || !Steps.IsOurs(returnUrl))
            return AccountPage.ProveFirst(http, visitor);
        if (await Form.Read(http) is not { } form)
            return Show(http, Messages.Page("form-expired"));
        if (form["newPassword"].ToString() is var chosen && chosen != form["repeatPassword"].ToString())
            return Show(http, Messages.Page("passwords-differ"));

        var (account, how) = (visitor.Account, visitor.How);
        var answer = await changes.Change(account, form["password"].ToString(), chosen, commands.For(account.Id, how.SessionId, http), http);
        if (answer is not Accepted)
            return Show(http, Problems.SaidBy(answer));

        return visitor.IsOnTheWayIn
            ? Steps.After(await doorkeeper.Proceed(account, SignInFactor.Password, how.Methods, sessionId: null, http), returnUrl)
            : Results.LocalRedirect(AccountPage.Path);
    }

    private static HtmlPage Show(HttpContext http, string? problem = null) =>
        new(Messages.Page("change-password"), Html.Of(
            $"""
            {Form.Say(problem)}
            <form method="post">
            {Form.Proof(http)}
            <label for="password">{Messages.Page("current-password")}</label>
            <input id="password" name="password" type="password" autocomplete="current-password" maxlength="256" required autofocus>
            {Form.NewPassword()}
            <button type="submit">{Messages.Page("choose")}</button>
            </form>
            """), problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
}
