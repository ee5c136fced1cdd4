using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using CleaningEvents.Api.Access;
using CleaningEvents.Domain.Access;
using Microsoft.IdentityModel.Tokens;

namespace CleaningEvents.Tests.Security.External;

/// <summary>A company whose people sign in at an issuer of its own: that issuer and the API as processes, and Ada, E001, its first administrator.</summary>
public sealed class ExternalHouse : IAsyncDisposable
{
    public const string Audience = "cleaning-events-of-the-house";
    public const string ClientId = "front-end";

    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("cleaning-keys-");
    private CommandLine? program;
    private Task? opening;
    private Process? api;
    private OtherIssuer? issuer;

    public OtherIssuer Issuer => issuer!;

    private HttpClient Api { get; } = Plain();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static HttpClient Plain() => new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

    /// <summary>Opens it for the first who asks; skips the test where the issuer cannot be had.</summary>
    public Task Open(Server server) => opening ??= Begin(server);

    public async ValueTask DisposeAsync()
    {
        if (api is not null)
        {
            api.Kill();
            await api.WaitForExitAsync();
            api.Dispose();
        }

        if (issuer is not null)
            await issuer.DisposeAsync();
        Api.Dispose();
        keys.Delete(recursive: true);
    }

    /// <summary>Of Ada, who has proven by two factors who she is.</summary>
    public string AdministratorToken => TokenOf("E001", x => x.Claims["amr"] = new[] { "pwd", "otp" });

    public string TokenOf(string subject, Action<SecurityTokenDescriptor>? change = null) =>
        Issuer.Token(Audience, ClientId, subject, change);

    public Task<HttpResponseMessage> Get(string url, string? token) => Send(HttpMethod.Get, url, body: null, token);

    public Task<HttpResponseMessage> Post(string url, object body, string token) => Send(HttpMethod.Post, url, JsonContent.Create(body, body.GetType(), options: Person.Json), token);

    /// <summary>A new cleaner.</summary>
    public async Task<Guid> Employ(string number)
    {
        var open = new OpenAccount(Guid.CreateVersion7(), number, $"ID-{number}", "Bo Example", StandardRoles.PositionOf(Positions.Cleaner));
        (await Post("/api/access/accounts", open, AdministratorToken)).StatusCode.ShouldBe(HttpStatusCode.Created);
        return open.AccountId;
    }

    /// <summary>Makes the rights of somebody count.</summary>
    public async Task Train(string number)
    {
        var (code, _, error) = await program!.Run("train", number);
        code.ShouldBe(0, error);
    }

    private async Task Begin(Server server)
    {
        issuer = await OtherIssuer.Start(Audience, ClientId);
        program = await CommandLine.OnEmptyDatabase(server);
        foreach (var (name, value) in new[] { ("Authority", issuer.Authority), ("Audience", Audience), ("ClientId", ClientId), ("EmployeeClaim", "employee_number") })
            program.Settings[$"Auth__External__{name}"] = value;
        program.Settings["Keys__Folder"] = keys.FullName;
        var (code, output, error) = await program.Run(CommandLine.Bootstrap);
        code.ShouldBe(0, error);
        output.ShouldContain(issuer.Authority);
        await Train("E001");

        Api.BaseAddress = new Uri($"http://127.0.0.1:{OtherIssuer.FreePort()}");
        program.Settings["Urls"] = Api.BaseAddress.AbsoluteUri;
        api = program.Serve();
        for (var tries = 0; !await IsReady(); tries++)
        {
            tries.ShouldBeLessThan(600);
            await Task.Delay(100, Cancelled);
        }
    }

    private async Task<bool> IsReady()
    {
        try
        {
            return (await Get("/health/ready", token: null)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string url, HttpContent? body, string? token)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body };
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await Api.SendAsync(request, Cancelled);
    }
}
