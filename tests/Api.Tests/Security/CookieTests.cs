using CleaningEvents.Api.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CleaningEvents.Tests.Security;

public sealed class CookieTests : IAsyncDisposable
{
    private readonly DirectoryInfo keys = Directory.CreateTempSubdirectory("cleaning-keys-");
    private readonly WebApplication app;

    public CookieTests()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Configuration.AddInMemoryCollection([new("Issuer", "https://api.example.com/"), new("Keys:Folder", keys.FullName)]);
        builder.AddSignIn();
        app = builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        keys.Delete(recursive: true);
    }

    [Fact]
    public void the_session_belongs_to_this_host_over_https_and_to_no_script() => ShouldBeSafe(
        app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme).Cookie, SameSiteMode.Lax);

    [Fact]
    public void so_does_the_proof_of_a_form() =>
        ShouldBeSafe(app.Services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie, SameSiteMode.Strict);

    private static void ShouldBeSafe(CookieBuilder cookie, SameSiteMode sameSite)
    {
        cookie.Name.ShouldStartWith("__Host-");
        cookie.SecurePolicy.ShouldBe(CookieSecurePolicy.Always);
        cookie.HttpOnly.ShouldBeTrue();
        cookie.SameSite.ShouldBe(sameSite);
        cookie.Domain.ShouldBeNull();
    }
}
