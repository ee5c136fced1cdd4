using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Passwords;

namespace CleaningEvents.Api.Security.Pages;

/// <summary>Where an employee chooses a password with a one-time secret.</summary>
public static class EnrolPage
{
    public const string Path = "/enrol";

    public static void MapEnrolPage(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, (HttpContext http) => Show(http));
        app.MapPost(Path, Enrol).WithMetadata(Form.Bounded);
    }

    private static async Task<IResult> Enrol(HttpContext http, Enrolments enrolments, Throttle throttle)
    {
        if (await Form.Read(http) is not { } form)
            return Show(http, "form-expired");
        if (throttle.Enter(Throttle.Of(http)) is not null)
            return Show(http, "try-later", StatusCodes.Status429TooManyRequests);
        if (form["newPassword"].ToString() is var password && password != form["repeatPassword"].ToString())
            return Show(http, "passwords-differ");

        var problem = await enrolments.Use(form["employeeNumber"].ToString().Trim(), new OneTimeSecret(form["secret"].ToString()), password, http);
        if (problem is not null)
            return Show(http, problem);

        throttle.Succeeded(Throttle.Of(http));
        return new HtmlPage(Messages.Page("enrolled"), Html.Of($"<p>{Messages.Page("enrolled-detail")}</p>"));
    }

    private static HtmlPage Show(HttpContext http, string? problem = null, int? status = null) =>
        new(Messages.Page("enrol"), Html.Of(
            $"""
            {Form.Alert(problem)}
            <form method="post">
            {Form.Proof(http)}
            <label for="employeeNumber">{Messages.Page("employee-number")}</label>
            <input id="employeeNumber" name="employeeNumber" autocomplete="username" autocapitalize="none" maxlength="40" required autofocus>
            <label for="secret">{Messages.Page("secret")}</label>
            <input id="secret" name="secret" autocomplete="one-time-code" autocapitalize="characters" maxlength="80" required aria-describedby="secretHint">
            <p id="secretHint">{Messages.Page("secret-hint")}</p>
            {Form.NewPassword()}
            <button type="submit">{Messages.Page("choose")}</button>
            </form>
            """), status ?? (problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest));
}
