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

    public static Html Alert(string? word) => word is null ? Html.Nothing : Html.Of($"""<p role="alert" id="problem">{Messages.Page(word)}</p>""");
}
