using System.Net;
using System.Net.Http.Json;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Network;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CleaningEvents.Tests.Security.Network;

public sealed class RateLimitTests : IAsyncDisposable
{
    private WebApplication? app;

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }

    [Fact]
    public async Task one_account_too_many_is_told_how_long_to_wait()
    {
        await Start(("Account", 3));

        (await Statuses(5, "/read", account: "ada")).ShouldBe([200, 200, 200, 429, 429]);
        using var refused = await Ask("/read", account: "ada");
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await refused.Content.ReadFromJsonAsync<ProblemDetails>(TestContext.Current.CancellationToken))!.Type.ShouldEndWith("too-many-requests");
    }

    [Fact]
    public async Task accounts_do_not_count_for_one_another_wherever_they_ask_from()
    {
        await Start(("Account", 2), ("Address", 2));

        (await Statuses(3, "/read", account: "ada")).ShouldBe([200, 200, 429]);
        (await Statuses(3, "/read", account: "bo")).ShouldBe([200, 200, 429]);
        (await Statuses(1, "/read", account: "ada", address: "203.0.113.9")).ShouldBe([429]);
    }

    [Fact]
    public async Task who_is_not_known_is_counted_by_address()
    {
        await Start(("Address", 2));

        (await Statuses(3, "/read")).ShouldBe([200, 200, 429]);
        (await Statuses(2, "/read", address: "203.0.113.9")).ShouldBe([200, 200]);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/connect/token")]
    [InlineData("/connect/authorize")]
    [InlineData("/enrol")]
    public async Task doors_are_counted_before_anybody_looks_who_asks(string door)
    {
        await Start(("SignIn", 2));

        (await Statuses(3, door)).ShouldBe([200, 200, 429]);
        (await Statuses(3, "/read")).ShouldBe([200, 200, 200]);
    }

    [Fact]
    public async Task searches_and_exports_have_numbers_of_their_own()
    {
        await Start(("Search", 2), ("Export", 1));

        (await Statuses(3, "/search", account: "ada")).ShouldBe([200, 200, 429]);
        (await Statuses(2, "/export", account: "ada")).ShouldBe([200, 429]);
        (await Statuses(3, "/read", account: "ada")).ShouldBe([200, 200, 200]);
    }

    [Fact]
    public async Task nothing_is_counted_where_the_number_is_0()
    {
        await Start(("Account", 0));

        (await Statuses(50, "/read", account: "ada")).ShouldAllBe(x => x == 200);
    }

    private async Task Start(params (string Name, int PerMinute)[] limits)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting().AddProblemDetails().AddRateLimiter(_ => { });
        builder.Configuration.AddInMemoryCollection(limits.Select(x => KeyValuePair.Create($"RateLimits:{x.Name}", (string?)$"{x.PerMinute}")));
        app = builder.Build();
        var rates = new RateLimits(app.Configuration);
        app.Use((http, next) =>
        {
            http.Connection.RemoteIpAddress = IPAddress.Parse(http.Request.Headers["Test-Address"]!);
            return next(http);
        });
        app.UseRouting();
        app.UseRateLimiter(rates.AtTheDoor());
        app.Use((http, next) =>
        {
            if (http.Request.Headers["Test-Account"].ToString() is { Length: > 0 } account)
                http.User = new([new([new("sub", account)], "test")]);
            return next(http);
        });
        app.UseRateLimiter(rates.OfCallers());
        app.MapGet("/search", () => "").WithMetadata(new PermissionAttribute(Permission.SearchEvents));
        app.MapGet("/export", () => "").WithMetadata(new PermissionAttribute(Permission.DiscloseSubjects));
        app.MapGet("/{**rest}", () => "");
        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<int>> Statuses(int times, string path, string? account = null, string address = "192.0.2.7")
    {
        List<int> statuses = [];
        for (var i = 0; i < times; i++)
        {
            using var answer = await Ask(path, account, address);
            statuses.Add((int)answer.StatusCode);
        }

        return statuses;
    }

    private Task<HttpResponseMessage> Ask(string path, string? account = null, string address = "192.0.2.7")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Test-Address", address);
        if (account is not null) request.Headers.Add("Test-Account", account);
        return app!.GetTestClient().SendAsync(request, TestContext.Current.CancellationToken);
    }
}
