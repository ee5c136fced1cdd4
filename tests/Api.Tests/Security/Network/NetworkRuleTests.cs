using System.Net;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Governance;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Npgsql;
using static CleaningEvents.Domain.Access.PermissionGroup;

namespace CleaningEvents.Tests.Security.Network;

public sealed class NetworkRuleTests(Server server) : IAsyncLifetime
{
    private const string Url = "/api/access/network-rules";
    private const string Office = "192.0.2.7";
    private const string Home = "203.0.113.9";

    private static readonly SetNetworkRule OfficeOnly = new(Administration, ["192.0.2.0/24"]);

    private readonly Company company = server.Company;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Every test shares the server: none leaves a rule in force.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var group in new[] { Administration, PermissionGroup.Audit, Export })
            (await From(Office, company.System, $"{Url}/{group}/lift", new LiftNetworkRule("Test over."))).ShouldBeOneOf(204, 404);
    }

    [Fact]
    public async Task administration_counts_from_the_office_only_from_the_next_request_on()
    {
        (await From(Home, company.Security, "/api/access/roles", SomeRole())).ShouldBe(201);

        (await From(Office, company.System, Url, OfficeOnly)).ShouldBe(201);

        (await From(Home, company.Security, "/api/access/roles", SomeRole())).ShouldBe(403, "network-not-allowed");
        (await From("::ffff:203.0.113.9", company.Security, "/api/access/roles", SomeRole())).ShouldBe(403);
        (await From(null, company.Security, "/api/access/roles", SomeRole())).ShouldBe(403);
        (await From(Office, company.Security, "/api/access/roles", SomeRole())).ShouldBe(201);

        (await From(Office, company.System, $"{Url}/Administration/lift", new LiftNetworkRule("Moved."))).ShouldBe(204);
        (await From(Home, company.Security, "/api/access/roles", SomeRole())).ShouldBe(201);
    }

    [Fact]
    public async Task every_node_hears_of_it_within_a_second()
    {
        await using var listening = await server.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var listen = new NpgsqlCommand("listen rights_changed", listening);
        await listen.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        (await From(Office, company.System, Url, OfficeOnly)).ShouldBe(201);

        (await listening.WaitAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task the_answer_names_what_stands_against_it()
    {
        (await From(Office, company.System, Url, OfficeOnly)).ShouldBe(201);

        var refused = (await company.Security.Post("/api/access/roles", SomeRole())).ShouldBe(403);

        refused.Body.ShouldContain("network-not-allowed");
        refused.Body.ShouldContain(Permission.DefineRoles);
    }

    [Fact]
    public async Task the_second_person_does_not_agree_from_elsewhere()
    {
        var proposed = (await company.Security.Post("/api/governance/two-person-rules", new SetTwoPersonRule("close-branch", Permission.ApproveChanges, 1, []))).ShouldBe(202);
        (await From(Office, company.System, Url, OfficeOnly)).ShouldBe(201);

        (await From(Home, company.System, $"{proposed.Location}/approve", new { })).ShouldBe(403);
    }

    [Fact]
    public async Task whose_work_it_does_not_touch_works_from_anywhere()
    {
        (await From(Office, company.System, Url, OfficeOnly)).ShouldBe(201);

        (await company.Dispatcher.Get("/api/access/branches")).ShouldBe(200);
        (await company.Auditor.Get("/api/audit/events")).ShouldBe(200);
    }

    [Fact]
    public async Task the_audit_and_what_leaves_the_house_have_networks_of_their_own()
    {
        (await From(Home, company.System, Url, OfficeOnly with { Group = PermissionGroup.Audit })).ShouldBe(201);
        (await From(Home, company.System, Url, OfficeOnly with { Group = Export })).ShouldBe(201);
        var officer = await company.Officer();

        (await company.Auditor.Get("/api/audit/events")).ShouldBe(403).Body.ShouldContain("network-not-allowed");
        (await officer.Get($"/api/governance/subjects/{Guid.NewGuid()}/data")).ShouldBe(403).Body.ShouldContain("network-not-allowed");
    }

    [Fact]
    public async Task nobody_shuts_themselves_out()
    {
        (await From(Home, company.System, Url, OfficeOnly)).ShouldBe(409, "author-shut-out");
        (await From(Home, company.Security, "/api/access/roles", SomeRole())).ShouldBe(201);
    }

    [Fact]
    public async Task rules_are_the_system_administrators_to_set_and_the_auditors_to_read()
    {
        (await From(Office, company.Security, Url, OfficeOnly)).ShouldBe(403);
        (await From(Office, company.System, Url, OfficeOnly)).ShouldBe(201);

        (await company.Auditor.Get($"{Url}/Administration")).ShouldBe(200).Read<NetworkRuleDetails>().Allowed.ShouldBe(OfficeOnly.Allowed);
        (await company.Auditor.Get(Url)).ShouldBe(200).Read<List<GroupNetworks>>().Single(x => x.Group is Administration).Permissions.ShouldContain(Permission.GrantRoles);
        (await company.Auditor.Get($"{Url}/Backup")).ShouldBe(404);
        (await company.Auditor.Get($"{Url}/Everything")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task rules_are_rebuilt_as_they_were()
    {
        (await From(Office, company.System, Url, OfficeOnly)).ShouldBe(201);
        var before = (await company.Auditor.Get($"{Url}/Administration")).Body;

        await server.Rebuild<NetworkRuleDetailsProjection>();

        (await company.Auditor.Get($"{Url}/Administration")).Body.ShouldBe(before);
    }

    private static DefineRole SomeRole() => new(Guid.CreateVersion7(), $"Role {Guid.NewGuid()}", []);

    /// <summary>What a command is answered that comes from an address: the status.</summary>
    private async Task<(int Status, string Body)> From(string? address, Person person, string url, object command)
    {
        var answer = await server.Host.Scenario(x =>
        {
            x.Post.Json(command).ToUrl(url);
            x.WithRequestHeader("Authorization", $"Bearer {server.TokenOf(person.AccountId)}");
            x.WithRequestHeader("Idempotency-Key", Guid.NewGuid().ToString());
            x.WithRequestHeader("If-Match", "*");
            x.ConfigureHttpContext(http => http.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address));
            x.IgnoreStatusCode();
        });
        return (answer.Context.Response.StatusCode, await answer.ReadAsTextAsync());
    }
}

internal static class Answered
{
    public static void ShouldBe(this (int Status, string Body) answer, int status, string saying = "")
    {
        answer.Status.ShouldBe(status, answer.Body);
        answer.Body.ShouldContain(saying);
    }

    public static void ShouldBeOneOf(this (int Status, string Body) answer, params int[] statuses) => statuses.ShouldContain(answer.Status, answer.Body);
}
