using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Factors;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Api.Security.Pages;

/// <summary>What people see and change of their own account: what proves who they are.</summary>
public static class AccountPage
{
    public const string Path = "/account";

    private const string RemovePath = $"{Path}/remove-factor";
    private const string CodesPath = $"{Path}/recovery-codes";

    public static void MapAccountPage(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, async (HttpContext http, Visitors visitors) => await visitors.InSession(http) is { } visitor ? Show(http, visitor) : ProveFirst(http, null));
        app.MapPost(RemovePath, Remove).WithMetadata(Form.Bounded);
        app.MapPost(CodesPath, MakeCodes).WithMetadata(Form.Bounded);
    }

    /// <summary>To where people prove what is missing, and back to the page they wanted.</summary>
    public static IResult ProveFirst(HttpContext http, Visitor? visitor)
    {
        var wanted = HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : Path;
        return Results.LocalRedirect(Steps.Address(visitor is { Account.Factors: not [] } ? SecondFactorPage.Path : SignInPage.Path, wanted));
    }

    private static async Task<IResult> Remove(HttpContext http, Visitors visitors, VisitorCommands commands)
    {
        var visitor = await visitors.InSession(http);
        if (visitor is not { MayChangeFactors: true } || await Form.Read(http) is not { } form)
            return ProveFirst(http, visitor);
        if (Guid.TryParse(form["factorId"], out var factorId))
            await SecondFactors.Remove(visitor.Account.Id, factorId, commands.For(visitor.Account.Id, visitor.How.SessionId, http));

        return Results.LocalRedirect(Path);
    }

    private static async Task<IResult> MakeCodes(HttpContext http, Visitors visitors, RecoveryCodes recovery, VisitorCommands commands)
    {
        var visitor = await visitors.InSession(http);
        if (visitor is not { MayChangeFactors: true } || await Form.Read(http) is null)
            return ProveFirst(http, visitor);

        var (answer, codes) = await recovery.Make(visitor.Account.Id, commands.For(visitor.Account.Id, visitor.How.SessionId, http));
        return answer is Accepted
            ? new HtmlPage(Messages.Page("recovery-codes"), Html.Of(
                $"""
                <p>{Messages.Page("recovery-codes-detail")}</p>
                <ol>{Html.Join(codes.Select(x => Html.Of($"<li><code>{x}</code></li>")))}</ol>
                <p><a href="{Path}">{Messages.Page("account")}</a></p>
                """))
            : Results.LocalRedirect(Path);
    }

    private static HtmlPage Show(HttpContext http, Visitor visitor) =>
        new(Messages.Page("account"), Html.Of(
            $"""
            <p>{visitor.Account.Name} · {visitor.Account.EmployeeNumber}</p>
            <h2>{Messages.Page("second-factors")}</h2>
            {Html.Join(visitor.Account.Factors.Select(x => FactorForm(http, x)))}
            <p><a href="{AddFactorPage.Path}">{Messages.Page("add-factor")}</a></p>
            {(visitor.Account.Factors is [] ? Html.Nothing : CodesForm(http, visitor.Account.RecoveryCodesLeft))}
            <h2>{Messages.Page("password")}</h2>
            <p><a href="{PasswordPage.Path}">{Messages.Page("change-password")}</a></p>
            """));

    private static Html FactorForm(HttpContext http, EnrolledFactor factor) => Html.Of(
        $"""
        <form method="post" action="{RemovePath}">
        {Form.Proof(http)}
        <input type="hidden" name="factorId" value="{factor.FactorId}">
        <p>{Messages.Page($"factor-{factor.Kind}")}</p>
        <button type="submit">{Messages.Page("remove")}</button>
        </form>
        """);

    private static Html CodesForm(HttpContext http, int left) => Html.Of(
        $"""
        <h2>{Messages.Page("recovery-codes")}</h2>
        <form method="post" action="{CodesPath}">
        {Form.Proof(http)}
        <p>{Messages.Page("recovery-codes-left")} {left}</p>
        <button type="submit">{Messages.Page("make-recovery-codes")}</button>
        </form>
        """);
}
