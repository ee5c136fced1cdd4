using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Network;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CleaningEvents.Tests.Security.Network;

/// <summary>What the whole program does with bytes, on a real port and outside Development.</summary>
public sealed class TransportTests : IAsyncDisposable
{
    private readonly X509Certificate2 certificate = SelfSigned();
    private WebApplication? app;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Uri Https => new(app!.Urls.Single(x => x.StartsWith("https", StringComparison.Ordinal)));

    private Uri Http => new(app!.Urls.Single(x => x.StartsWith("http:", StringComparison.Ordinal)));

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        certificate.Dispose();
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task tls_of_today_is_spoken(SslProtocols version)
    {
        await Start();

        (await Shake(version)).ShouldBe(version);
    }

    [Fact]
    public async Task the_newest_tls_is_preferred()
    {
        await Start();

        (await Shake(SslProtocols.Tls12 | SslProtocols.Tls13)).ShouldBe(SslProtocols.Tls13);
    }

    [Fact]
    public async Task older_tls_is_refused()
    {
        await Start();

#pragma warning disable SYSLIB0039, CA5397 // That it is obsolete is the point.
        await Should.ThrowAsync<Exception>(() => Shake(SslProtocols.Tls11));
#pragma warning restore SYSLIB0039, CA5397
    }

    [Theory]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, true)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384, false)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, false)]
    public async Task only_authenticated_encryption_is_agreed_to(TlsCipherSuite suite, bool isAgreed)
    {
        await Start();

        if (isAgreed)
            (await Shake(SslProtocols.Tls12, suite)).ShouldBe(SslProtocols.Tls12);
        else
            await Should.ThrowAsync<Exception>(() => Shake(SslProtocols.Tls12, suite));
    }

    [Theory]
    [InlineData("GET", "/api/anything")]
    [InlineData("POST", "/api/anything")]
    [InlineData("POST", "/sign-in")]
    public async Task the_api_is_not_redirected_into_the_open(string method, string path)
    {
        await Start();

        using var answer = await Send(Http, method, path);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(Cancelled)).ShouldContain("https-required");
    }

    [Fact]
    public async Task people_are_sent_to_https_at_our_own_address()
    {
        await Start();

        using var answer = await Send(Http, "GET", "/sign-in?lang=en", ("Host", "localhost"));

        answer.StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);
        answer.Headers.Location.ShouldBe(new Uri("https://api.example.com/sign-in?lang=en"));
    }

    [Fact]
    public async Task the_platform_may_ask_for_health_in_the_open()
    {
        await Start();

        using var answer = await Send(Http, "GET", "/health/live");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task browsers_are_told_to_come_by_https_only_on_every_answer()
    {
        await Start();

        foreach (var path in new[] { "/anything", "/fails" })
        {
            using var answer = await Send(Https, "GET", path);
            answer.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=63072000; includeSubDomains"]);
            answer.Headers.Contains("Server").ShouldBeFalse();
            (await answer.Content.ReadAsStringAsync(Cancelled)).ShouldNotContain("No reason.");
        }
    }

    [Fact]
    public async Task a_strange_host_name_is_refused()
    {
        await Start();

        (await Send(Https, "GET", "/anything", ("Host", "api.example.com"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Send(Https, "GET", "/anything", ("Host", "evil.example"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task nobody_is_believed_who_says_where_a_request_comes_from()
    {
        await Start();

        (await Seen(("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https"), ("X-Real-IP", "203.0.113.9"), ("Forwarded", "for=203.0.113.9")))
            .ShouldBe("127.0.0.1 https");
        using var open = await Send(Http, "GET", "/api/anything", ("X-Forwarded-Proto", "https"));
        open.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task a_trusted_proxy_is_believed_and_no_one_behind_it()
    {
        await Start(("Network:TrustedProxies:0", "127.0.0.0/8"), ("Network:TrustedProxies:1", "192.0.2.0/24"));

        (await Seen(("X-Forwarded-For", "198.51.100.1, 203.0.113.9"))).ShouldBe("203.0.113.9 https");
        (await Seen(("X-Forwarded-For", "198.51.100.1, 203.0.113.9, 192.0.2.5"))).ShouldBe("203.0.113.9 https");
        using var forwarded = await Send(Http, "GET", "/anything", ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https"));
        (await forwarded.Content.ReadAsStringAsync(Cancelled)).ShouldBe("203.0.113.9 https");
    }

    [Fact]
    public async Task a_network_that_is_none_stops_the_start() =>
        await Should.ThrowAsync<InvalidOperationException>(() => Start(("Network:TrustedProxies:0", "the proxy")));

    [Theory]
    [InlineData("POST /anything HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
    [InlineData("GET /anything HTTP/1.1\r\nHost: localhost\r\nX-Folded: one\r\n two\r\n\r\n")]
    [InlineData("GET /anything HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")]
    [InlineData("GET /anything HTTP/1.1\r\n\r\n")]
    public async Task where_a_request_ends_is_never_guessed(string bytes)
    {
        await Start();

        var answer = await Raw(bytes);

        answer.ShouldStartWith("HTTP/1.1 400");
        answer.ShouldContain("Connection: close");
    }

    [Fact]
    public async Task too_many_headers_are_refused()
    {
        await Start();
        var many = string.Concat(Enumerable.Range(0, 100).Select(x => $"X-{x}: 1\r\n"));

        (await Raw($"GET /anything HTTP/1.1\r\nHost: localhost\r\n{many}\r\n")).ShouldStartWith("HTTP/1.1 431");
    }

    [Fact]
    public async Task nobody_waits_for_ever()
    {
        await Start(("Network:LongestRequestSeconds", "1"));

        (await Send(Https, "GET", "/slow")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task a_body_too_long_is_not_read()
    {
        await Start();

        (await Raw("POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 1048577\r\n\r\n")).ShouldStartWith("HTTP/1.1 413");
    }

    [Theory]
    [InlineData("false", HttpStatusCode.NotFound)]
    [InlineData("true", HttpStatusCode.MovedPermanently)]
    public async Task the_api_is_described_where_the_operator_says_so(string isPublished, HttpStatusCode status)
    {
        await Start(("OpenApi:Published", isPublished));

        (await Send(Https, "GET", "/swagger")).StatusCode.ShouldBe(status);
    }

    private async Task Start(params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Append(("Issuer", "https://api.example.com/")).Select(x => KeyValuePair.Create(x.Item1, (string?)x.Item2)));
        builder.Services.AddProblemDetails().AddEndpointsApiExplorer().AddSwaggerGen();
        builder.AddTransport();
        builder.WebHost.ConfigureKestrel(x =>
        {
            x.Listen(IPAddress.Loopback, 0);
            x.Listen(IPAddress.Loopback, 0, y => y.UseHttps(certificate));
        });
        app = builder.Build();
        app.UseTransport();
        app.UseExceptionHandler(Unexpected.Options);
        app.UseRouting();
        app.UseRequestTimeouts();
        OpenApi.Publish(app);
        app.MapGet("/health/live", () => "");
        app.MapGet("/slow", (CancellationToken cancelled) => Task.Delay(TimeSpan.FromSeconds(30), cancelled));
        app.MapPost("/echo", (HttpRequest request) => new StreamReader(request.Body).ReadToEndAsync());
        app.MapGet("/fails", string () => throw new InvalidOperationException("No reason."));
        app.MapGet("/anything", (HttpContext http) => $"{http.Connection.RemoteIpAddress!.MapToIPv4()} {http.Request.Scheme}");
        await app.StartAsync(Cancelled);
    }

    private async Task<SslProtocols> Shake(SslProtocols versions, params TlsCipherSuite[] suites)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, Https.Port, Cancelled);
        await using var tls = new SslStream(tcp.GetStream());
        var options = new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = versions, RemoteCertificateValidationCallback = (_, _, _, _) => true };
        if (suites is not [] && !OperatingSystem.IsWindows())
            options.CipherSuitesPolicy = new CipherSuitesPolicy(suites);
        await tls.AuthenticateAsClientAsync(options, Cancelled);
        await tls.WriteAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Cancelled);
        (await tls.ReadAsync(new byte[16], Cancelled)).ShouldBeGreaterThan(0);
        return tls.SslProtocol;
    }

    private async Task<string> Raw(string bytes)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, Https.Port, Cancelled);
        await using var tls = new SslStream(tcp.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", RemoteCertificateValidationCallback = (_, _, _, _) => true }, Cancelled);
        await tls.WriteAsync(Encoding.ASCII.GetBytes(bytes), Cancelled);
        using var reader = new StreamReader(tls);
        return await reader.ReadToEndAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
    }

    private async Task<string> Seen(params (string Name, string Value)[] headers)
    {
        using var answer = await Send(Https, "GET", "/anything", headers);
        return await answer.Content.ReadAsStringAsync(Cancelled);
    }

    private static async Task<HttpResponseMessage> Send(Uri server, string method, string path, params (string Name, string Value)[] headers)
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server, path));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, Cancelled);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }
}
