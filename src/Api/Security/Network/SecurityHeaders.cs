namespace CleaningEvents.Api.Security.Network;

/// <summary>Tells browsers on every answer to run, frame, keep and guess nothing. Pages bring a policy of their own.</summary>
public static class SecurityHeaders
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    // Swagger UI writes styles into its own page.
    private const string Documentation =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Two years, subdomains too.</summary>
    private const string OnlyHttps = "max-age=63072000; includeSubDomains";

    public static Task Add(HttpContext http, RequestDelegate next)
    {
        // As late as can be: the handler of exceptions clears what is there before.
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.TryAdd("Content-Security-Policy", http.Request.Path.StartsWithSegments("/swagger") ? Documentation : Nothing);
            headers.TryAdd("Referrer-Policy", "no-referrer");
            headers.CacheControl = "no-store";
            headers.XContentTypeOptions = "nosniff";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            if (http.Request.IsHttps && !http.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment())
                headers.StrictTransportSecurity = OnlyHttps;
            return Task.CompletedTask;
        });
        return next(http);
    }
}
