using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CleaningEvents.Tests.Security;

/// <summary>Every way in is known, and none is left open by default.</summary>
public class DoorsTests(Server server)
{
    [Fact]
    public void outside_the_api_there_are_these_addresses_and_no_other() =>
        server.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(x => $"/{x.RoutePattern.RawText!.TrimStart('/')}")
            .Where(x => !x.StartsWith("/api/")).Distinct().Order(StringComparer.Ordinal).ShouldBe(
            [
                "/account", "/account/add-factor", "/account/password", "/account/recovery-codes", "/account/remove-factor",
                "/connect/authorize", "/connect/end-session", "/connect/token", "/connect/userinfo", "/enrol", "/health/live", "/health/ready",
                "/sign-in", "/sign-in/second-factor", "/signed-out",
            ]);

    [Theory]
    [InlineData("admin", "admin")]
    [InlineData("root", "root")]
    [InlineData("sa", "")]
    [InlineData("postgres", "postgres")]
    [InlineData("installation", "installation")]
    public async Task nobody_comes_with_the_installation(string number, string password)
    {
        using var browser = new Browser(server);
        (await browser.SignIn("/sign-in", number, password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await server.Rows("select 1 from auth.credential where account_id = $1", Guid.Empty)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("hint")]
    [InlineData("secretQuestion")]
    [InlineData("secretAnswer")]
    [InlineData("securityQuestion")]
    public async Task nobody_is_asked_what_others_may_know_of_them(string member)
    {
        using var client = server.Client();
        (await client.GetStringAsync("/swagger/v1/swagger.json", TestContext.Current.CancellationToken)).ShouldNotContain($"\"{member}\"", Case.Insensitive);
    }
}
