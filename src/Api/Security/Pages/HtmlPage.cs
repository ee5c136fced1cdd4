using System.Security.Cryptography;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Issuer;

namespace CleaningEvents.Api.Security.Pages;

/// <summary>A whole page: no script but ours, nothing from elsewhere, in no frame.</summary>
public sealed class HtmlPage(string title, Html content, int status = StatusCodes.Status200OK, string? script = null) : IResult
{
    private static readonly Html Style = new(
        """
        :root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
        body { margin: 0 auto; max-width: 26rem; padding: 2rem 1rem; }
        h1 { font-size: 1.5rem; }
        label { display: block; margin-top: 1rem; font-weight: 600; }
        input { box-sizing: border-box; width: 100%; padding: .625rem; font: inherit; border: 1px solid currentColor; border-radius: .25rem; }
        button { margin-top: 1.5rem; padding: .625rem 1.5rem; font: inherit; font-weight: 600; color: #fff; background: #0b5cad; border: 0; border-radius: .25rem; }
        :focus-visible { outline: 3px solid #f5a400; outline-offset: 2px; }
        [role=alert] { padding: .625rem; border-left: .25rem solid #c22; }
        nav { margin-top: 2rem; }
        svg { display: block; width: 13rem; margin: 1rem auto; background: #fff; }
        code { font-size: 1.125rem; overflow-wrap: anywhere; }
        """);

    public Task ExecuteAsync(HttpContext http)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = PolicyWith(nonce, http.RequestServices.GetRequiredService<IConfiguration>());
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        return http.Response.WriteAsync(Whole(nonce, http.Request).Text, http.RequestAborted);
    }

    /// <summary>A browser follows the redirect after a form only to where forms may go, so the clients' addresses count too.</summary>
    private string PolicyWith(string nonce, IConfiguration configuration)
    {
        var clients = Client.In(configuration).SelectMany(x => x.RedirectUris).Select(x => x.GetLeftPart(UriPartial.Authority)).Distinct();
        return $"default-src 'none'; style-src 'nonce-{nonce}';{(script is null ? "" : $" script-src 'nonce-{nonce}';")} form-action 'self' {string.Join(' ', clients)}; frame-ancestors 'none'; base-uri 'none'";
    }

    private Html Whole(string nonce, HttpRequest request) => Html.Of(
        $"""
        <!doctype html>
        <html lang="{Messages.Language}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title}</title>
        <style nonce="{nonce}">{Style}</style>
        </head>
        <body>
        <main>
        <h1>{title}</h1>
        {content}
        </main>
        {(script is null ? Html.Nothing : Html.Of($"""<script nonce="{nonce}">{new Html(script)}</script>"""))}
        <nav aria-label="Language / 语言"><a href="{In("en", request)}" lang="en" hreflang="en">English</a> · <a href="{In("zh-CN", request)}" lang="zh-CN" hreflang="zh-CN">简体中文</a></nav>
        </body>
        </html>

        """);

    private static string In(string language, HttpRequest request) =>
        request.Path + QueryString.Create(request.Query.Where(x => x.Key is not "lang")).Add("lang", language);
}
