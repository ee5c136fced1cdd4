using System.Text.Json;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Governance;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Access;

namespace CleaningEvents.Tests.Access;

/// <summary>Nobody comes to hold two duties that a rule keeps apart, by whichever way.</summary>
public class SegregationTests(Server server) : IAsyncLifetime
{
    private const int Races = 50;

    private readonly Company company = server.Company;
    private Duties duties = null!;

    public async ValueTask InitializeAsync() => duties = await Duties.Apart(company);

    public ValueTask DisposeAsync() => duties.DisposeAsync();

    [Fact]
    public async Task a_grant_does_not_complete_a_forbidden_pair()
    {
        var person = await Newcomer();
        (await Grant(person, duties.OneRole)).ShouldBe(204);

        var answer = await Grant(person, duties.OtherRole);

        answer.ShouldBeRefused("segregation-violated");
        Member(answer, "segregationRule").GetString().ShouldBe(duties.Rule);
        Member(answer, "accounts").EnumerateArray().Single().GetGuid().ShouldBe(person.AccountId);
        await ShouldHoldOneDuty(person);
    }

    [Fact]
    public async Task it_is_permissions_that_count_and_not_roles_or_branches()
    {
        var person = await Newcomer();
        (await Grant(person, duties.OneRole)).ShouldBe(204);

        (await Grant(person, await Duties.Role(company, Permission.ReadJobs, Duties.Other), Scope.Branch)).ShouldBeRefused("segregation-violated");
    }

    [Fact]
    public async Task a_grant_that_has_ended_does_not_count()
    {
        server.Clock.TurnTo(Company.At(10));
        var person = await Newcomer();
        (await Grant(person, duties.OneRole, expiresAt: Company.At(11))).ShouldBe(204);
        (await Grant(person, duties.OtherRole)).ShouldBeRefused("segregation-violated");

        server.Clock.TurnTo(Company.At(11));

        (await Grant(person, duties.OtherRole)).ShouldBe(204);
    }

    [Fact]
    public async Task a_role_does_not_grow_into_the_other_duty_of_a_holder()
    {
        var person = await Newcomer();
        var role = await Duties.Role(company, Permission.ReadJobs);
        (await Grant(person, duties.OneRole)).ShouldBe(204);
        (await Grant(person, role)).ShouldBe(204);

        var answer = await ChangeRole(role, Permission.ReadJobs, Duties.Other);

        answer.ShouldBeRefused("segregation-violated");
        Member(answer, "accounts").EnumerateArray().Single().GetGuid().ShouldBe(person.AccountId);
        await ShouldHoldOneDuty(person);
    }

    [Fact]
    public async Task neither_a_hire_nor_a_move_brings_both()
    {
        var both = await Duties.Position(company, new PositionRole(duties.OneRole, Scope.Company), new PositionRole(duties.OtherRole, Scope.Company));
        var person = await Newcomer();

        (await company.Security.Post("/api/access/accounts", Hiring(both))).ShouldBeRefused("segregation-violated");
        (await company.Security.Post($"/api/access/accounts/{person.AccountId}/change-position", new ChangePosition(both, "Promoted."))).ShouldBeRefused("segregation-violated");
    }

    [Fact]
    public async Task what_was_proposed_before_lapses_when_it_would_complete_the_pair()
    {
        await duties.Agreed(company.Security.Post("/api/governance/two-person-rules", new SetTwoPersonRule("grant-role", Permission.ApproveChanges, 1, [])), 204);
        try
        {
            var person = await Newcomer();
            var (one, other) = ((await Grant(person, duties.OneRole)).ShouldBe(202), (await Grant(person, duties.OtherRole)).ShouldBe(202));
            var onRole = await Duties.Role(company, Duties.Other);
            var third = (await Grant(person, onRole)).ShouldBe(202);

            (await company.Agree(one)).ShouldBe(204);

            (await company.Agree(other)).ShouldBe(409);
            (await company.Agree(third)).ShouldBe(409);
            await ShouldHoldOneDuty(person);
        }
        finally
        {
            await duties.Agreed(company.Security.Post("/api/governance/two-person-rules/grant-role/lift", new LiftTwoPersonRule("End of a test.")), 204);
        }
    }

    [Fact]
    public async Task a_proposal_made_at_the_present_version_is_decided_again_when_it_is_approved()
    {
        var role = await Duties.Role(company, Permission.ReadJobs);
        var person = await Newcomer();
        (await Grant(person, duties.OneRole)).ShouldBe(204);
        await duties.Agreed(company.Security.Post("/api/governance/two-person-rules", new SetTwoPersonRule("grant-role", Permission.ApproveChanges, 1, [])), 204);
        try
        {
            var proposed = (await Grant(person, role)).ShouldBe(202);
            (await ChangeRole(role, Permission.ReadJobs, Duties.Other)).ShouldBe(204);

            var answer = await company.Agree(proposed);

            answer.ShouldBe(409).Rule.ShouldBe("segregation-violated");
            await ShouldHoldOneDuty(person);
        }
        finally
        {
            await duties.Agreed(company.Security.Post("/api/governance/two-person-rules/grant-role/lift", new LiftTwoPersonRule("End of a test.")), 204);
        }
    }

    [Fact]
    public async Task an_import_breaks_no_rule()
    {
        var both = await Duties.Position(company, new PositionRole(duties.OneRole, Scope.Company), new PositionRole(duties.OtherRole, Scope.Company));
        var hiring = Hiring(both);

        var answer = await OpenAccountEndpoint.Post(hiring, server.Import());

        Problems.CauseOf(answer).Rule.ShouldBe("segregation-violated");
        (await server.Load<AccountDetails>(hiring.AccountId)).ShouldBeNull();
    }

    [Fact]
    public async Task of_two_grants_at_once_one_is_made()
    {
        for (var race = 0; race < Races; race++)
        {
            var person = await Newcomer();

            var answers = await Task.WhenAll(Grant(person, duties.OneRole), Grant(person, duties.OtherRole));

            answers.Select(x => (int)x.Status).Order().ShouldBe([204, 409]);
            answers.Single(x => (int)x.Status is 409).Rule.ShouldBe("segregation-violated");
        }
    }

    [Fact]
    public async Task of_a_grant_and_a_change_of_the_role_at_once_one_is_made()
    {
        List<Person> people = [];
        for (var race = 0; race < Races; race++)
        {
            var person = await Newcomer();
            var role = await Duties.Role(company, Permission.ReadJobs);
            (await Grant(person, duties.OneRole)).ShouldBe(204);

            var answers = await Task.WhenAll(Grant(person, role), ChangeRole(role, Permission.ReadJobs, Duties.Other));

            answers.Select(x => (int)x.Status).Order().ShouldBe([204, 409]);
            people.Add(person);
        }

        foreach (var person in people)
            await ShouldHoldOneDuty(person);
    }

    [Fact]
    public async Task of_a_grant_and_a_rule_at_once_one_is_made()
    {
        for (var race = 0; race < Races / 5; race++)
        {
            await duties.Agreed(duties.LiftRule(), 204);
            var person = await Newcomer();
            (await Grant(person, duties.OneRole)).ShouldBe(204);
            var proposed = (await duties.SetRule()).ShouldBe(202);

            var (granted, agreed) = (Grant(person, duties.OtherRole), company.Agree(proposed));
            await Task.WhenAll(granted, agreed);

            new[] { (int)(await granted).Status, (int)(await agreed).Status }.Order().ShouldBe([204, 409]);
            if ((int)(await agreed).Status is 204)
                continue;
            (await company.Security.Post($"/api/access/accounts/{person.AccountId}/revoke-role", new RevokeRole(duties.OtherRole, "Apart."))).ShouldBe(204);
            await duties.Agreed(duties.SetRule(), 204);
        }
    }

    [Fact]
    public async Task a_rule_that_somebody_breaks_already_is_not_set()
    {
        await duties.Agreed(duties.LiftRule(), 204);
        var person = await Newcomer();
        (await Grant(person, duties.OneRole)).ShouldBe(204);
        (await Grant(person, duties.OtherRole)).ShouldBe(204);

        var refused = await duties.SetRule();

        refused.ShouldBeRefused("held-together-already");
        Member(refused, "accounts").EnumerateArray().Select(x => x.GetGuid()).ShouldBe([person.AccountId]);
        (await company.Security.Post($"/api/access/accounts/{person.AccountId}/revoke-role", new RevokeRole(duties.OtherRole, "Apart."))).ShouldBe(204);
        await duties.Agreed(duties.SetRule(), 204);
    }

    [Fact]
    public async Task rules_are_set_and_lifted_by_two_and_seen_by_the_audit()
    {
        var rule = (await company.Auditor.Get($"/api/access/segregation-rules/{duties.Rule}")).ShouldBe(200).Read<SegregationRuleDetails>();

        (rule.Name, rule.IsInForce).ShouldBe((duties.Rule, true));
        (await duties.LiftRule()).ShouldBe(202);
        (await company.System.Post("/api/access/segregation-rules", new SetSegregationRule("mine", []))).ShouldBe(403);
        TwoPersonRule.Floor.Select(x => x.Command).ShouldContain("set-segregation-rule");
    }

    [Theory]
    [InlineData("finance")]
    [InlineData("finance.invoices")]
    [InlineData("finance.*.approve.now")]
    [InlineData("FINANCE.*.approve")]
    public async Task a_pattern_has_three_parts(string pattern) =>
        (await company.Security.Post("/api/access/segregation-rules", new SetSegregationRule("patterns", [new("one", [pattern]), new("other", ["audit.*.*"])]))).ShouldBe(400);

    [Fact]
    public async Task rights_made_anew_are_the_same()
    {
        var person = await Newcomer();
        (await Grant(person, duties.OneRole, Scope.Branch, Company.At(99))).ShouldBe(204);
        (await Grant(person, duties.OneRole)).ShouldBe(204);
        var before = await Held();

        await server.Rebuild<AccountPermissions>();

        before.ShouldNotBeEmpty();
        (await Held()).ShouldBe(before);

        async Task<List<string>> Held() => [.. (await server.Rows("select p::text from access.account_permission p order by 1")).Select(x => (string)x[0])];
    }

    private async Task<Person> Newcomer()
    {
        var hiring = Hiring(Company.Trainee);
        (await company.Security.Post("/api/access/accounts", hiring)).ShouldBe(201);
        return new Person(server, hiring.AccountId);
    }

    private static OpenAccount Hiring(Guid position) =>
        new(Guid.CreateVersion7(), $"S-{Guid.NewGuid():N}"[..20], $"ID-{Guid.NewGuid()}", "Sam Example", position);

    private Task<Answer> Grant(Person to, Guid role, Scope scope = Scope.Company, DateTimeOffset? expiresAt = null) => company.Security.Post(
        $"/api/access/accounts/{to.AccountId}/grant-role", new GrantRole(role, scope, scope is Scope.Branch ? company.BranchId : null, expiresAt));

    private Task<Answer> ChangeRole(Guid role, params string[] permissions) =>
        company.Security.Post($"/api/access/roles/{role}/change-permissions", new ChangeRolePermissions(permissions));

    private async Task ShouldHoldOneDuty(Person person)
    {
        var rights = (await company.Auditor.Get($"/api/access/accounts/{person.AccountId}/rights")).ShouldBe(200).Read<AccountRights>();
        rights.Permissions.Count(x => x.Name is Duties.One or Duties.Other).ShouldBe(1);
    }

    private static JsonElement Member(Answer answer, string name) => JsonDocument.Parse(answer.Body).RootElement.GetProperty(name);
}
