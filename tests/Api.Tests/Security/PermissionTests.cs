using System.Net;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Dispatch;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace CleaningEvents.Tests.Security;

public class PermissionTests(Server server)
{
    private readonly Company company = server.Company;

    [Fact]
    public async Task who_is_not_signed_in_is_sent_to_do_so() =>
        (await new Person(server, Guid.CreateVersion7()).Get("/api/access/roles")).ShouldBe(401);

    [Fact]
    public async Task a_role_for_one_thing_opens_no_other() =>
        (await company.Dispatcher.Post("/api/access/roles", new DefineRole(Guid.CreateVersion7(), "Everything", [.. Permission.All]))).ShouldBe(403);

    [Fact]
    public async Task a_granted_role_works_and_a_revoked_one_does_not_on_the_very_next_request()
    {
        var newcomer = await Newcomer();
        var role = company.Role(Positions.AuditAdministrator);
        (await newcomer.Get("/api/access/roles")).ShouldBe(403);

        (await company.Security.Post($"/api/access/accounts/{newcomer.AccountId}/grant-role", new GrantRole(role, Scope.Company))).ShouldBe(204);
        (await newcomer.Get("/api/access/roles")).ShouldBe(200);

        (await company.Security.Post($"/api/access/accounts/{newcomer.AccountId}/revoke-role", new RevokeRole(role, "Moved."))).ShouldBe(204);
        (await newcomer.Get("/api/access/roles")).ShouldBe(403);
    }

    [Fact]
    public async Task a_permission_taken_from_a_role_is_gone_for_all_who_hold_it()
    {
        var role = new DefineRole(Guid.CreateVersion7(), $"Reader {Guid.NewGuid()}", [Permission.ReadRoles]);
        (await company.Security.Post("/api/access/roles", role)).ShouldBe(201);
        var newcomer = await Newcomer();
        (await company.Security.Post($"/api/access/accounts/{newcomer.AccountId}/grant-role", new GrantRole(role.RoleId, Scope.Company))).ShouldBe(204);
        (await newcomer.Get("/api/access/roles")).ShouldBe(200);

        (await company.Security.Post($"/api/access/roles/{role.RoleId}/change-permissions", new ChangeRolePermissions([]))).ShouldBe(204);

        (await newcomer.Get("/api/access/roles")).ShouldBe(403);
    }

    [Fact]
    public async Task a_grant_ends_at_its_time()
    {
        server.Clock.TurnTo(Company.At(10));
        var newcomer = await Newcomer();
        var grant = new GrantRole(company.Role(Positions.AuditAdministrator), Scope.Company, ExpiresAt: Company.At(11));
        (await company.Security.Post($"/api/access/accounts/{newcomer.AccountId}/grant-role", grant)).ShouldBe(204);
        (await newcomer.Get("/api/access/roles")).ShouldBe(200);

        server.Clock.TurnTo(Company.At(11));

        (await newcomer.Get("/api/access/roles")).ShouldBe(403);
    }

    [Fact]
    public async Task a_suspended_account_opens_nothing_until_it_is_reinstated()
    {
        var somebody = await company.Employ(Positions.AuditAdministrator, Scope.Company);
        var url = $"/api/access/accounts/{somebody.AccountId}";

        (await company.Security.Post($"{url}/suspend", new SuspendAccount("Lost phone."))).ShouldBe(204);
        (await somebody.Get("/api/access/roles")).ShouldBe(401);

        (await company.Security.Post($"{url}/reinstate", new ReinstateAccount("Found."))).ShouldBe(204);
        (await somebody.Get("/api/access/roles")).ShouldBe(200);
    }

    [Fact]
    public async Task who_was_alerted_about_is_sent_to_sign_in_anew_and_then_gets_in()
    {
        var somebody = await company.Employ(Positions.SecurityAdministrator, Scope.Company);
        using var client = server.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", server.TokenOf(somebody.AccountId));
        await using var session = server.Store.LightweightSession();
        session.Events.Append(somebody.AccountId, new ProofAsked(somebody.AccountId, DateTimeOffset.UtcNow, Guid.CreateVersion7()));
        await session.SaveChangesAsync(TestContext.Current.CancellationToken);

        using var refused = await client.GetAsync("/api/access/roles", TestContext.Current.CancellationToken);

        refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        refused.Headers.WwwAuthenticate.ToString().ShouldContain("max_age=\"0\"");
        (await somebody.Post("/api/access/roles", new DefineRole(Guid.CreateVersion7(), $"Reader {Guid.NewGuid()}", [Permission.ReadRoles]))).ShouldBe(201);
    }

    [Fact]
    public async Task nobody_grants_to_themselves() =>
        (await company.Security.Post($"/api/access/accounts/{company.Security.AccountId}/grant-role",
            new GrantRole(company.Role(Positions.Dispatcher), Scope.Company))).ShouldBeRefused("no-self-grant");

    [Fact]
    public async Task a_cleaner_works_only_in_their_own_name_and_sees_only_their_own_jobs()
    {
        server.Clock.TurnTo(Company.At(10));
        var (ana, anna) = await company.Cleaner();
        var (_, bea) = await company.Cleaner();
        var job = await company.Job();
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/assign", Company.Crew((ana, 10)))).ShouldBe(204);

        (await bea.Post($"/api/dispatch/jobs/{job}/check-in", new CheckIn(ana, CheckInMethod.Qr))).ShouldBe(403);
        (await bea.Get($"/api/dispatch/jobs/{job}")).ShouldBe(403);
        (await bea.Get($"/api/dispatch/cleaners/{ana}/day?day=2026-03-02")).ShouldBe(403);
        (await anna.Get($"/api/dispatch/jobs/{job}")).ShouldBe(200);
        (await anna.Get($"/api/dispatch/cleaners/{ana}/day?day=2026-03-02")).ShouldBe(200).Read<CleanersDay>().Visits.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task the_door_code_is_shown_on_the_day_only()
    {
        var (ana, anna) = await company.Cleaner();
        var job = await company.Job();
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/assign", Company.Crew((ana, 10)))).ShouldBe(204);

        server.Clock.TurnTo(Company.At(-1));
        (await Visit()).AccessInstructions.ShouldBeNull();
        server.Clock.TurnTo(Company.At(8));
        (await Visit()).AccessInstructions.ShouldBe("Code 4711");
        var seen = await Visit(company.Dispatcher);
        (seen.HasAccessInstructions, seen.AccessInstructions).ShouldBe((true, null));

        async Task<Visit> Visit(Person? by = null) => (await (by ?? anna).Get($"/api/dispatch/cleaners/{ana}/day?day=2026-03-02")).Read<CleanersDay>().Visits.Single();
    }

    [Fact]
    public void an_endpoint_without_a_declared_permission_stops_the_start_up()
    {
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/declared", () => "").WithMetadata(new OpenToEverybodyAttribute("a test"));
        app.MapGet("/forgotten", () => "");

        Should.Throw<InvalidOperationException>(() => DeniedByDefault.RefuseUndeclared(app)).Message.ShouldContain("/forgotten");
    }

    private async Task<Person> Newcomer()
    {
        var open = new OpenAccount(Guid.CreateVersion7(), $"N-{Guid.NewGuid():N}"[..20], $"ID-{Guid.NewGuid()}", "Nora Example", Company.Trainee);
        (await company.Security.Post("/api/access/accounts", open)).ShouldBe(201);
        await company.Train(open.AccountId);
        return new Person(server, open.AccountId);
    }
}
