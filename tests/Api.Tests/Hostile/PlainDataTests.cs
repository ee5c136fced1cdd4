using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CleaningEvents.Tests.Hostile;

/// <summary>What comes in is data of the type that was asked for, and comes back as data.</summary>
public class PlainDataTests(Server server)
{
    private readonly Company company = server.Company;

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("a\r\nSet-Cookie: b=c")]
    [InlineData("\u2028\u2029'\"\\")]
    [InlineData("'; drop table mt_events; --")]
    [InlineData("$(sleep 5) `sleep 5` | sleep 5")]
    public async Task what_looks_like_code_comes_back_as_text(string name)
    {
        var customer = new RegisterCustomer(Guid.CreateVersion7(), company.BranchId, name);
        (await company.Adviser.Post("/api/crm/customers", customer)).ShouldBe(201);

        var answer = (await company.Adviser.Get($"/api/crm/customers/{customer.CustomerId}")).ShouldBe(200);

        answer.Read<CustomerView>().Customer.Name.ShouldBe(name);
        answer.ContentType.ShouldBe("application/json");
        answer.Body.ShouldNotContain('\u2028');
    }

    [Theory]
    [InlineData("$type")]
    [InlineData("__type")]
    [InlineData("id")]
    [InlineData("isOpen")]
    [InlineData("version")]
    public async Task a_member_that_nobody_asked_for_is_refused(string member) =>
        (await Open($$"""{ "branchId": "{{Guid.NewGuid()}}", "name": "B {{Guid.NewGuid()}}", "zone": "Europe/Rome", "currency": "EUR", "{{member}}": "System.Object" }""")).ShouldBe(400);

    [Theory]
    [InlineData("\"name\": 1")]
    [InlineData("\"name\": true")]
    [InlineData("\"name\": [ \"B\" ]")]
    [InlineData("\"name\": { }")]
    [InlineData("\"name\": null")]
    [InlineData("\"name\": \"B\", \"name\": \"C\"")]
    public async Task a_value_of_another_type_is_refused(string name) =>
        (await Open($$"""{ "branchId": "{{Guid.NewGuid()}}", {{name}}, "zone": "Europe/Rome", "currency": "EUR" }""")).ShouldBe(400);

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("-9223372036854775809")]
    [InlineData("2147483648")]
    [InlineData("1e400")]
    [InlineData("0")]
    [InlineData("201")]
    [InlineData("1&limit=2")]
    public async Task a_number_beyond_its_range_is_refused(string limit) =>
        (await company.Security.Get($"/api/access/roles?limit={limit}")).ShouldBe(400);

    [Theory]
    [InlineData("/api/access/roles", "application/json")]
    [InlineData("/api/nothing", "application/problem+json")]
    [InlineData("/sign-in", "text/html")]
    [InlineData("/health/ready", "application/json")]
    [InlineData("/.well-known/openid-configuration", "application/json")]
    public async Task every_body_says_what_it_is_and_how_it_is_written(string url, string type)
    {
        using var client = server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { Authorization = new("Bearer", server.TokenOf(company.Security.AccountId)) } };

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentType.CharSet?.ToLowerInvariant()).ShouldBe((type, "utf-8"));
    }

    [Fact]
    public void only_a_post_changes_anything() =>
        server.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(x => x.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal) && x.Metadata.GetMetadata<Question>() is null)
            .Where(x => x.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods is not ["POST"])
            .Select(x => x.DisplayName).ShouldBeEmpty();

    private Task<Answer> Open(string branch) => company.System.PostText("/api/access/branches", branch);
}
