using CleaningEvents.Api.Access;
using CleaningEvents.Api.Governance;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Access;

namespace CleaningEvents.Tests.Access;

/// <summary>What administers, audits or approves is given by two people here, as in a company that has just begun. Each test lifts the rules in the end.</summary>
public class SensitiveRightsTests(Server server) : IAsyncLifetime
{
    private static readonly string[] Giving = ["change-position", "change-role-permissions", "grant-role", "open-account"];

    private readonly Company company = server.Company;

    public async ValueTask InitializeAsync()
    {
        server.Clock.TurnTo(Company.At(10));
        foreach (var command in Giving)
            (await company.Agree(await company.Security.Post("/api/governance/two-person-rules",
                new SetTwoPersonRule(command, Permission.ApproveChanges, 72, [], OnlySensitive: true)))).ShouldBe(204);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in Giving)
            (await company.Agree(await company.Security.Post($"/api/governance/two-person-rules/{command}/lift", new LiftTwoPersonRule("End of a test.")))).ShouldBe(204);
    }

    [Fact]
    public async Task one_person_gives_everyday_rights_and_two_give_sensitive_ones()
    {
        var person = await company.Employ(Positions.Cleaner, Scope.Own);

        (await Grant(person, company.Role(Positions.Supervisor))).ShouldBe(204);
        var proposed = (await Grant(person, company.Role(Positions.AuditAdministrator))).ShouldBe(202);

        (await person.Get("/api/access/roles")).ShouldBe(403);
        (await company.Agree(proposed)).ShouldBe(204);
        (await person.Get("/api/access/roles")).ShouldBe(200);
        var rights = (await company.Auditor.Get($"/api/access/accounts/{person.AccountId}/rights")).ShouldBe(200).Read<AccountRights>();
        var audit = rights.Roles.Single(x => x.RoleId == company.Role(Positions.AuditAdministrator));
        (audit.GrantedBy, audit.ApprovedBy).ShouldBe((company.Security.AccountId, company.System.AccountId));
    }

    [Fact]
    public async Task a_hire_for_a_sensitive_position_waits_and_for_another_does_not()
    {
        (await company.Security.Post("/api/access/accounts", Hiring(Positions.Cleaner))).ShouldBe(201);
        var hiring = Hiring(Positions.AuditAdministrator);
        var proposed = (await company.Security.Post("/api/access/accounts", hiring)).ShouldBe(202);
        (await server.Load<AccountDetails>(hiring.AccountId)).ShouldBeNull();

        (await company.Agree(proposed)).ShouldBe(204);

        await company.Train(hiring.AccountId);
        (await new Person(server, hiring.AccountId).Get("/api/access/roles")).ShouldBe(200);
    }

    [Fact]
    public async Task a_move_waits_when_it_brings_something_sensitive()
    {
        var person = await company.Employ(Positions.Cleaner, Scope.Own);

        (await Move(person, Positions.Supervisor)).ShouldBe(204);
        var proposed = (await Move(person, Positions.AuditAdministrator)).ShouldBe(202);
        (await company.Agree(proposed)).ShouldBe(204);
        (await Move(person, Positions.Supervisor)).ShouldBe(204);
    }

    [Fact]
    public async Task whoever_gains_does_not_agree_though_they_hold_the_permission()
    {
        var approver = await Approver();
        var proposed = (await Grant(approver, company.Role(Positions.AuditAdministrator))).ShouldBe(202);

        (await approver.Post($"{proposed.Location}/approve", new { })).ShouldBeRefused("approver-is-beneficiary");
    }

    [Fact]
    public async Task nobody_agrees_to_more_in_a_role_that_they_hold()
    {
        var role = await Duties.Role(company, Permission.ReadBoard);
        var approver = await Approver(role);
        var wanted = new ChangeRolePermissions([Permission.ReadBoard, Permission.SearchEvents]);
        var proposed = (await company.Security.Post($"/api/access/roles/{role}/change-permissions", wanted)).ShouldBe(202);

        (await approver.Post($"{proposed.Location}/approve", new { })).ShouldBe(409).Rule.ShouldBe("no-self-grant");

        (await approver.Get("/api/audit/events")).ShouldBe(403);
        (await company.Agree((await company.Security.Post($"/api/access/roles/{role}/change-permissions", wanted)).ShouldBe(202))).ShouldBe(204);
        (await approver.Get("/api/audit/events")).ShouldBe(200);
    }

    [Fact]
    public async Task the_rule_tells_that_it_is_for_sensitive_rights() =>
        (await company.Auditor.Get("/api/governance/two-person-rules/grant-role")).ShouldBe(200)
            .Read<Projections.Governance.TwoPersonRuleDetails>().OnlySensitive.ShouldBeTrue();

    [Fact]
    public async Task what_the_company_lifted_is_not_set_again_by_the_standard()
    {
        (await company.Agree(await company.Security.Post("/api/governance/two-person-rules/grant-role/lift", new LiftTwoPersonRule("Trial.")))).ShouldBe(204);

        await StandardRules.Set(server.Import);
        try
        {
            (await server.Load<Projections.Governance.TwoPersonRuleDetails>(TwoPersonRule.IdOf("grant-role")))!.IsInForce.ShouldBeFalse();
        }
        finally
        {
            (await company.Agree(await company.Security.Post("/api/governance/two-person-rules",
                new SetTwoPersonRule("grant-role", Permission.ApproveChanges, 72, [], OnlySensitive: true)))).ShouldBe(204);
            foreach (var rule in StandardSegregation.Rules)
                await LiftIfSet(rule.Name);
        }
    }

    private async Task LiftIfSet(string rule)
    {
        var answer = await company.Security.Post($"/api/access/segregation-rules/{rule}/lift", new LiftSegregationRule("End of a test."));
        if ((int)answer.Status is 202)
            (await company.Agree(answer)).ShouldBe(204);
    }

    /// <summary>Somebody who may agree to changes, and holds <paramref name="role"/> beside.</summary>
    private async Task<Person> Approver(Guid? role = null)
    {
        var person = await company.Employ(Positions.SystemAdministrator, Scope.Company);
        if (role is { } other)
            (await Grant(person, other)).ShouldBe(204);
        return person;
    }

    private OpenAccount Hiring(string position) => new(
        Guid.CreateVersion7(), $"R-{Guid.NewGuid():N}"[..20], $"ID-{Guid.NewGuid()}", "Rae Example", StandardRoles.PositionOf(position), company.BranchId);

    private Task<Answer> Grant(Person to, Guid role) =>
        company.Security.Post($"/api/access/accounts/{to.AccountId}/grant-role", new GrantRole(role, Scope.Company));

    private Task<Answer> Move(Person person, string position) => company.Security.Post(
        $"/api/access/accounts/{person.AccountId}/change-position", new ChangePosition(StandardRoles.PositionOf(position), "Promoted.", company.BranchId));
}
