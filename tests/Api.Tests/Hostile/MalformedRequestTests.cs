using System.Text;
using System.Text.Json;
using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Dispatch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CleaningEvents.Tests.Hostile;

/// <summary>What hostile input once brought to light, each by its name.</summary>
public class MalformedRequestTests(Server server)
{
    private readonly Company company = server.Company;

    [Fact]
    public async Task an_id_of_all_zeros_is_nobodys() =>
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{Guid.Empty}/cancel", new CancelJob(default))).ShouldBe(404).ShouldBeProblem("not-found");

    [Fact]
    public async Task an_id_that_is_none_is_nobodys() =>
        (await company.Dispatcher.Get("/api/dispatch/jobs/not-an-id")).ShouldBe(404).ShouldBeProblem("not-found");

    [Theory]
    [InlineData("")]
    [InlineData("?day=0001-01-01")]
    [InlineData("?day=9999-12-31")]
    public async Task a_cleaners_day_is_a_day_of_our_time(string query)
    {
        var (cleaner, _) = await company.Cleaner();

        (await company.Dispatcher.Get($"/api/dispatch/cleaners/{cleaner}/day{query}")).ShouldBeInvalid("implausible-day", "day");
    }

    [Theory]
    [InlineData("day=2026-02-30", "malformed-value", "day")]
    [InlineData("day=2026-03-02&day=2026-03-03", "malformed-value", "day")]
    [InlineData("", "implausible-day", "day")]
    [InlineData("day=2026-03-02&atLeast=9223372036854775807", "not-recorded-yet", "atLeast")]
    public async Task a_board_is_asked_for_in_values_that_can_be_read(string query, string rule, string field) =>
        (await company.Dispatcher.Get($"/api/dispatch/board?branchId={company.BranchId}&{query}")).ShouldBeInvalid(rule, field);

    [Theory]
    [InlineData("{", "$")]
    [InlineData("null", "$")]
    [InlineData("", "$")]
    [InlineData("{\"reason\":\"CompanyWeather\",\"reason\":\"CompanyWeather\"}", "$")]
    [InlineData("{\"reason\":7}", "$.reason")]
    public async Task a_body_that_cannot_be_read_is_told_by_field(string body, string field) =>
        (await company.Dispatcher.PostText($"/api/dispatch/jobs/{Guid.NewGuid()}/cancel", body)).ShouldBeInvalid("malformed-json", field);

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml")]
    [InlineData("image/*")]
    public async Task a_problem_is_told_in_json_whatever_is_accepted(string accepted)
    {
        var unread = await company.Dispatcher.Send(HttpMethod.Get, "/api/crm/sites?limit=x", content: null, ifMatch: null, key: null, ("Accept", accepted));
        unread.ShouldBeInvalid("malformed-value", "limit");

        var command = new StringContent("{}", Encoding.UTF8, "application/json");
        (await company.Dispatcher.Send(HttpMethod.Post, "/api/dispatch/jobs", command, ifMatch: null, "key", ("Accept", accepted)))
            .ShouldBe(406).ShouldBeProblem("not-acceptable");
    }

    [Fact]
    public async Task whoever_is_not_signed_in_is_told_so_in_json()
    {
        using var client = server.Client();
        using var answer = await client.GetAsync("/api/crm/sites", TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(401);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task a_method_that_the_address_does_not_know_is_told_so_with_a_key_or_without() =>
        (await company.Dispatcher.Send(HttpMethod.Post, $"/api/dispatch/jobs/{Guid.NewGuid()}", content: null, ifMatch: null, key: null))
            .ShouldBe(405).ShouldBeProblem("method-not-allowed");

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/xml", null)]
    [InlineData("application/x-www-form-urlencoded", null)]
    [InlineData("application/json", "gzip")]
    public async Task a_body_in_another_form_than_json_is_not_read(string type, string? encoding)
    {
        using var content = new StringContent("{}", Encoding.UTF8, type);
        if (encoding is not null)
            content.Headers.ContentEncoding.Add(encoding);

        (await company.Dispatcher.Send(HttpMethod.Post, "/api/dispatch/jobs", content, ifMatch: null, "key")).ShouldBe(415).ShouldBeProblem("unsupported-media-type");
    }

    [Fact]
    public async Task a_reused_key_changes_nothing()
    {
        var key = Guid.NewGuid().ToString();
        var site = await company.Site();
        (await company.Adviser.Post($"/api/crm/sites/{site}/change-instructions", new ChangeSiteInstructions("Bell"), key: key)).ShouldBe(204);
        await using var watch = await Watch.Begin(server.Database);

        (await company.Adviser.Post($"/api/crm/sites/{site}/change-instructions", new ChangeSiteInstructions("Side door"), key: key))
            .ShouldBe(422).ShouldBeProblem("idempotency-key-reused");

        (await watch.Now()).Changed.ShouldBe(0);
    }

    [Fact]
    public void a_body_that_cannot_be_read_is_no_error_of_ours() =>
        server.Host.Services.GetRequiredService<ILogger<BookJob>>().IsEnabled(LogLevel.Error).ShouldBeFalse();
}

internal static class ProblemAnswers
{
    public static void ShouldBeProblem(this Answer answer, string slug)
    {
        answer.ContentType.ShouldBe("application/problem+json");
        answer.Read<JsonElement>().GetProperty("type").GetString().ShouldBe($"urn:cleaning-events:problem:{slug}");
        answer.Read<JsonElement>().GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
    }

    public static void ShouldBeInvalid(this Answer answer, string rule, string field)
    {
        answer.ShouldBe(400).ShouldBeProblem("invalid-request");
        answer.Rule.ShouldBe(rule);
        answer.Read<JsonElement>().GetProperty("errors").EnumerateObject().Select(x => x.Name).ShouldBe([field]);
    }
}
