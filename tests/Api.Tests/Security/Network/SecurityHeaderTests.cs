using System.Net;

namespace CleaningEvents.Tests.Security.Network;

public class SecurityHeaderTests(Server server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/access/roles")]
    [InlineData("/api/nothing/of/the/kind")]
    [InlineData("/health/live")]
    [InlineData("/sign-in")]
    [InlineData("/enrol")]
    [InlineData("/swagger/index.html")]
    [InlineData("/swagger/v1/swagger.json")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/connect/authorize")]
    [InlineData("/.git/HEAD")]
    public async Task every_answer_tells_browsers_to_guess_frame_and_keep_nothing(string path)
    {
        using var client = server.Client();

        using var answer = await client.GetAsync(path, Cancelled);

        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
        answer.Headers.Contains("Referrer-Policy").ShouldBeTrue();
        answer.Headers.GetValues("Cross-Origin-Opener-Policy").ShouldBe(["same-origin"]);
        answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue(answer.Headers.CacheControl.ToString());
        answer.Headers.Contains("Server").ShouldBeFalse();
        answer.Headers.Contains("X-Powered-By").ShouldBeFalse();
    }

    [Theory]
    [InlineData("TRACE", "/api/access/roles")]
    [InlineData("PUT", "/api/access/roles")]
    [InlineData("DELETE", "/api/access/roles")]
    [InlineData("PATCH", "/api/access/roles")]
    [InlineData("TRACE", "/sign-in")]
    public async Task a_method_that_is_not_offered_is_refused_and_the_others_named(string method, string path)
    {
        using var client = server.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Headers = { Authorization = new("Bearer", server.TokenOf(server.Company.Security.AccountId)) } };

        using var answer = await client.SendAsync(request, Cancelled);

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task developers_find_the_api_described()
    {
        using var client = server.Client();

        using var answer = await client.GetAsync("/swagger/index.html", Cancelled);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Cancelled)).ShouldNotContain("<script>");
    }

    [Theory]
    [InlineData("/.git/HEAD")]
    [InlineData("/.svn/entries")]
    [InlineData("/appsettings.json")]
    [InlineData("/Words/")]
    [InlineData("/metrics")]
    public async Task no_file_is_served(string path)
    {
        using var client = server.Client();

        using var answer = await client.GetAsync(path, Cancelled);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task a_strange_origin_gets_no_leave_to_read()
    {
        using var client = server.Client();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Options })
        {
            using var request = new HttpRequestMessage(method, "/api/access/roles");
            request.Headers.Add("Origin", "https://evil.example");
            request.Headers.Add("Access-Control-Request-Method", "GET");

            using var answer = await client.SendAsync(request, Cancelled);

            answer.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
            answer.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        }
    }
}
