using System.Text.Json.Nodes;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CleaningEvents.Tests.Security;

/// <summary>Rights hold at every address, whatever a caller says of themselves.</summary>
public class AuthorizationTests(Server server)
{
    private readonly Company company = server.Company;

    [Fact]
    public async Task nobody_reads_or_changes_what_belongs_to_another_branch_by_its_id()
    {
        var ids = await Things();
        var strangers = await Strangers();
        var before = await Versions(ids.Values);
        List<string> open = [];

        foreach (var (method, route, body) in Addressed([.. ids.Keys]))
            foreach (var stranger in strangers)
            {
                var url = ids.Aggregate(route, (x, id) => x.Replace($"{{{id.Key}}}", $"{id.Value}"));
                var answer = method is "GET" ? await stranger.Get($"{url}?day=2026-03-02") : await stranger.PostText(url, body);
                if ((int)answer.Status < 400)
                    open.Add($"{method} {route}: {(int)answer.Status}");
            }

        open.ShouldBeEmpty();
        (await Versions(ids.Values)).ShouldBe(before);
        Addressed([.. ids.Keys]).Count.ShouldBeGreaterThan(15);
    }

    [Theory]
    [InlineData("roles", Positions.SecurityAdministrator)]
    [InlineData("permissions", Permission.DefineRoles)]
    [InlineData("scope", "everything")]
    public async Task what_a_token_says_of_rights_is_not_believed(string claim, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/access/roles");
        request.Headers.Authorization = new("Bearer", TokenWith(company.Dispatcher, claim, value));
        request.Headers.Add("X-Permission", Permission.ReadRoles);
        using var client = server.Client();

        ((int)(await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode).ShouldBe(403);
    }

    [Fact]
    public async Task a_right_taken_on_another_node_is_gone_within_a_second()
    {
        var person = await company.Employ(Positions.AuditAdministrator, Scope.Company);
        (await person.Get("/api/access/roles")).ShouldBe(200);

        // As another node would: past this one's memory, heard of by notification only.
        await server.Rows("update mt_doc_accountdetails set data = jsonb_set(data, '{grants}', '[]') where id = $1", person.AccountId);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);

        (await person.Get("/api/access/roles")).ShouldBe(403);
    }

    /// <summary>A customer with a site, a cleaner and a job of the branch.</summary>
    private async Task<Dictionary<string, Guid>> Things()
    {
        server.Clock.TurnTo(Company.At(8));
        var (site, (cleaner, _)) = (await company.Site(), await company.Cleaner());
        var customer = (await server.Load<Projections.Crm.SiteDetails>(site))!.CustomerId;
        return new() { ["siteId"] = site, ["cleanerId"] = cleaner, ["jobId"] = await company.Job(site), ["customerId"] = customer };
    }

    /// <summary>Who may do anything that is done for a branch, in another one.</summary>
    private async Task<Person[]> Strangers()
    {
        var elsewhere = new OpenBranch(Guid.CreateVersion7(), $"Elsewhere {Guid.NewGuid()}", "Europe/Rome", "EUR");
        (await company.System.Post("/api/access/branches", elsewhere)).ShouldBe(201);
        return [await company.Employ(Positions.Dispatcher, Scope.Branch, elsewhere.BranchId), await company.Employ(Positions.CustomerAdviser, Scope.Branch, elsewhere.BranchId)];
    }

    /// <summary>Every address that names one of the things, with a body as the contract shows it.</summary>
    private List<(string Method, string Route, string Body)> Addressed(IReadOnlyList<string> names) =>
    [
        .. from endpoint in server.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           where endpoint.RoutePattern.Parameters is { Count: 1 } parameters && names.Contains(parameters[0].Name)
           let method = endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods[0]
           let body = endpoint.Metadata.GetMetadata<ReviewableCommand>()?.BodyType
           select (method, endpoint.RoutePattern.RawText!, (body is null ? new JsonObject() : OpenApiExamples.Of(body))!.ToJsonString()),
    ];

    private async Task<IReadOnlyList<long>> Versions(IEnumerable<Guid> streams)
    {
        await using var session = server.Store.QuerySession();
        List<long> versions = [];
        foreach (var stream in streams)
            versions.Add((await session.Events.FetchStreamStateAsync(stream, TestContext.Current.CancellationToken))!.Version);
        return versions;
    }

    private string TokenWith(Person person, string claim, string value)
    {
        var token = new JsonWebToken(server.TokenOf(person.AccountId));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            TokenType = AccessTokens.Type,
            Issuer = token.Issuer,
            Audience = AccessTokens.Audience,
            Claims = new Dictionary<string, object> { ["sub"] = token.Subject, ["sid"] = $"{Guid.CreateVersion7()}", [claim] = value },
            NotBefore = token.ValidFrom,
            Expires = token.ValidTo,
            SigningCredentials = new SigningCredentials(server.Host.Services.GetRequiredService<IssuerKeys>().Signing, SecurityAlgorithms.EcdsaSha256),
        });
    }
}
