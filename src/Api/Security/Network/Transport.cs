using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Authentication;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Issuer;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CleaningEvents.Api.Security.Network;

/// <summary>How bytes come in: over which TLS, within which bounds, under which host names, and whose word is taken for where they come from.</summary>
public static class Transport
{
    /// <summary>Forward secret and authenticated; TLS 1.3 knows no others.</summary>
    private static readonly TlsCipherSuite[] Suites =
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384, TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256, TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    ];

    public static void AddTransport(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<NetworkSettings>().AddSingleton<NetworkRules>();
        builder.Services.AddSingleton<RateLimits>().AddRateLimiter(_ => { });
        builder.Services.AddRequestTimeouts(x => x.DefaultPolicy = new RequestTimeoutPolicy
        {
            Timeout = TimeSpan.FromSeconds(builder.Configuration.GetValue("Network:LongestRequestSeconds", 60)),
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        });
        builder.WebHost.ConfigureKestrel(Bound);
        // The issuer's host and the node itself, unless the operator names others.
        if (!builder.Environment.IsDevelopment() && builder.Configuration["AllowedHosts"] is null or "")
            builder.Services.Configure<HostFilteringOptions>(x => x.AllowedHosts = [builder.Configuration.Issuer().Host, "localhost", "127.0.0.1", "[::1]"]);
    }

    /// <summary>Nothing may come before it: who asks is to be known from the first.</summary>
    public static void UseTransport(this WebApplication app)
    {
        if (app.Services.GetRequiredService<NetworkSettings>().TrustedProxies is { Count: > 0 } proxies)
            app.UseForwardedHeaders(Believing(proxies));
        app.Use(SecurityHeaders.Add);
        if (!app.Environment.IsDevelopment())
            app.Use(OnlyEncrypted);
    }

    public static void Bound(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = RequestBody.Longest;
        server.Limits.MaxRequestHeaderCount = 64;
        server.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        // Who sends a byte now and then holds no connection.
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        server.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        server.ConfigureHttpsDefaults(https =>
        {
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            // Windows chooses by its own policy.
            if (!OperatingSystem.IsWindows())
                https.OnAuthenticate = ChooseSuites;
        });
    }

    /// <summary>An API never follows a client into the open by a redirect, which would teach it to send its token there; people are sent on.</summary>
    public static Task OnlyEncrypted(HttpContext http, RequestDelegate next)
    {
        // The platform asks for the node's health from nearby.
        if (http.Request.IsHttps || http.Request.Path.StartsWithSegments("/health"))
            return next(http);
        if (!HttpMethods.IsGet(http.Request.Method) || http.Request.Path.StartsWithSegments("/api"))
            return Problems.HttpsRequired().ExecuteAsync(http);

        var address = new Uri(http.RequestServices.GetRequiredService<IConfiguration>().Issuer(), $"{http.Request.Path}{http.Request.QueryString}");
        http.Response.Redirect(address.AbsoluteUri, permanent: true, preserveMethod: true);
        return Task.CompletedTask;
    }

    [UnsupportedOSPlatform("windows")]
    private static void ChooseSuites(ConnectionContext connection, SslServerAuthenticationOptions tls) => tls.CipherSuitesPolicy = new CipherSuitesPolicy(Suites);

    private static ForwardedHeadersOptions Believing(IEnumerable<System.Net.IPNetwork> proxies)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        // The loopback is believed by default, and so would be whoever runs something beside.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownIPNetworks.Add(proxy);
        return options;
    }
}
