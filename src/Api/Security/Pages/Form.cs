using CleaningEvents.Api.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace CleaningEvents.Api.Security.Pages;

/// <summary>Forms that only our own pages can send.</summary>
public static class Form
{
    private const int LongestBody = 16 * 1024;

    /// <summary>Bounds what a browser may send to the page.</summary>
    public static readonly RequestSizeLimitAttribute Bounded = new(LongestBody);

    /// <summary>The hidden field that proves the form came from here.</summary>
    public static Html Proof(HttpContext http)
    {
        var tokens = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        return Html.Of($"""<input type="hidden" name="{tokens.FormFieldName}" value="{tokens.RequestToken}">""");
    }

    /// <summary>What was sent, or null when it is no form of ours.</summary>
    public static async Task<IFormCollection?> Read(HttpContext http) =>
        http.Request.HasFormContentType && await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
            ? await http.Request.ReadFormAsync(http.RequestAborted)
            : null;

    /// <summary>Where a new password is typed, twice.</summary>
    public static Html NewPassword() => Html.Of(
        $"""
        <label for="newPassword">{Messages.Page("new-password")}</label>
        <input id="newPassword" name="newPassword" type="password" autocomplete="new-password" maxlength="256" required aria-describedby="passwordHint">
        <p id="passwordHint">{Messages.Page("new-password-hint")}</p>
        <label for="repeatPassword">{Messages.Page("repeat-password")}</label>
        <input id="repeatPassword" name="repeatPassword" type="password" autocomplete="new-password" maxlength="256" required>
        """);

    public static Html Alert(string? word) => Say(word is null ? null : Messages.Page(word));

    /// <summary>What is wrong, in whole sentences.</summary>
    public static Html Say(string? problem) => problem is null ? Html.Nothing : Html.Of($"""<p role="alert" id="problem">{problem}</p>""");
}
