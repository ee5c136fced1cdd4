using System.Text.Json;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Audit;
using CleaningEvents.Api.Dispatch;
using CleaningEvents.Api.Governance;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Governance;
using JasperFx.Events;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CleaningEvents.Tests.Governance;

/// <summary>Granting a role takes a second person here; what else does, a test says. Each test lifts its rules in the end.</summary>
public class TwoPeopleTests(Server server) : IAsyncLifetime
{
    private readonly Company company = server.Company;
    private readonly List<string> ruled = [];
    private readonly Guid beginning = Guid.CreateVersion7();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server.Clock.TurnTo(Company.At(10));
        await Rule("grant-role");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var command in ruled)
            await Decide(await company.Security.Post($"/api/governance/two-person-rules/{command}/lift", new LiftTwoPersonRule("End of a test.")));
    }

    [Fact]
    public async Task a_proposal_changes_nothing_until_a_second_person_approves()
    {
        var newcomer = await company.Employ(Positions.Cleaner, Scope.Own);

        var proposed = (await Grant(newcomer)).ShouldBe(202);

        proposed.ETag.ShouldBe("\"1\"");
        proposed.Position.ShouldNotBeNull();
        (await server.Events(newcomer.AccountId)).Count.ShouldBe(2);
        (await newcomer.Get("/api/access/roles")).ShouldBe(403);
        (await Approve(proposed, company.System)).ShouldBe(204).ETag.ShouldBe("\"2\"");
        (await newcomer.Get("/api/access/roles")).ShouldBe(200);
    }

    [Fact]
    public async Task the_effect_tells_who_proposed_and_who_approved_it()
    {
        var newcomer = await company.Employ(Positions.Cleaner, Scope.Own);
        var proposed = (await Grant(newcomer)).ShouldBe(202);
        (await Approve(proposed, company.System)).ShouldBe(204);

        var effect = (await Recorded(newcomer.AccountId))[^1];
        var consent = (await Recorded(IdOf(proposed)))[^1];

        effect.Data.ShouldBeOfType<RoleGranted>();
        effect.UserName.ShouldBe($"{company.Security.AccountId}");
        effect.GetHeader("approvedBy")!.ToString().ShouldBe($"{company.System.AccountId}");
        effect.GetHeader("changeRequest")!.ToString().ShouldBe($"{IdOf(proposed)}");
        effect.GetHeader("permission")!.ToString().ShouldBe(Permission.GrantRoles);
        effect.GetHeader("roles")!.ToString()!.ShouldContain(Positions.SecurityAdministrator);
        var shown = (await company.Auditor.Get($"/api/audit/streams/{newcomer.AccountId}/events")).ShouldBe(200).Read<EventPage>().Items[^1];
        (shown.ApprovedBy, shown.ChangeRequestId).ShouldBe((company.System.AccountId, IdOf(proposed)));
        consent.Data.ShouldBe(new ChangeApproved(IdOf(proposed), company.System.AccountId));
        consent.UserName.ShouldBe($"{company.System.AccountId}");
        consent.GetHeader("approvedBy").ShouldBeNull();
        consent.GetHeader("roles")!.ToString()!.ShouldContain(Positions.SystemAdministrator);
    }

    [Fact]
    public async Task the_approver_reads_what_would_be_done()
    {
        var newcomer = await company.Employ(Positions.Cleaner, Scope.Own);
        var proposed = (await Grant(newcomer)).ShouldBe(202);

        var change = (await company.System.Get(proposed.Location!)).ShouldBe(200).Read<ChangeRequestDetails>();

        (change.Command, change.TargetId, change.TargetVersion, change.Status).ShouldBe(("grant-role", newcomer.AccountId, 2, ChangeStatus.Pending));
        change.Beneficiaries.ShouldBe([newcomer.AccountId]);
        change.ExpiresAt.ShouldBe(Company.At(10 + 72));
        change.Route.ShouldBe([new RouteValue("accountId", $"{newcomer.AccountId}")]);
        JsonDocument.Parse(change.Body!).RootElement.GetProperty("scope").GetString().ShouldBe("Company");
    }

    [Fact]
    public async Task a_rejected_proposal_stays_on_record()
    {
        var newcomer = await company.Employ(Positions.Cleaner, Scope.Own);
        var proposed = (await Grant(newcomer)).ShouldBe(202);

        (await company.System.Post($"{proposed.Location}/reject", new RejectChange("Not needed."))).ShouldBe(204);

        var change = (await company.Security.Get(proposed.Location!)).ShouldBe(200).Read<ChangeRequestDetails>();
        (change.Status, change.DecidedBy, change.EndedBecause).ShouldBe((ChangeStatus.Rejected, company.System.AccountId, "Not needed."));
        (await Approve(proposed, company.System)).ShouldBeRefused("change-not-pending");
        (await server.Events(newcomer.AccountId)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task a_withdrawn_proposal_is_not_approved()
    {
        var proposed = (await Grant(await company.Employ(Positions.Cleaner, Scope.Own))).ShouldBe(202);
        (await company.System.Post($"{proposed.Location}/withdraw", new WithdrawChange("Not mine."))).ShouldBeRefused("withdrawn-by-another");

        (await company.Security.Post($"{proposed.Location}/withdraw", new WithdrawChange("A mistake."))).ShouldBe(204);

        (await Approve(proposed, company.System)).ShouldBeRefused("change-not-pending");
    }

    [Fact]
    public async Task neither_who_proposed_it_nor_who_gains_nor_who_lacks_the_permission_approves()
    {
        var gainer = await company.Employ(Positions.SystemAdministrator, Scope.Company);
        var both = await Both(Positions.SecurityAdministrator, Positions.SystemAdministrator);
        var proposed = (await Grant(gainer, both)).ShouldBe(202);

        (await Approve(proposed, both)).ShouldBeRefused("approver-is-proposer");
        (await Approve(proposed, gainer)).ShouldBeRefused("approver-is-beneficiary");
        (await Approve(proposed, company.Dispatcher)).ShouldBe(403);
        (await company.Dispatcher.Post($"{proposed.Location}/reject", new RejectChange("No."))).ShouldBe(403);
        (await company.Dispatcher.Get(proposed.Location!)).ShouldBe(403);
        (await server.Events(IdOf(proposed))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task who_gains_as_a_cleaner_does_not_approve()
    {
        await Rule("certify-skill");
        var (cleaner, person) = await company.Cleaner();
        await Append(person.AccountId, new RoleGranted(person.AccountId, company.Role(Positions.SystemAdministrator), Scope.Company, null, null));

        var proposed = (await company.Dispatcher.Post($"/api/dispatch/cleaners/{cleaner}/certify-skill", new CertifySkill("windows"))).ShouldBe(202);

        (await Approve(proposed, person)).ShouldBeRefused("approver-is-beneficiary");
        (await Approve(proposed, company.System)).ShouldBe(204);
    }

    [Fact]
    public async Task a_change_lapses_when_its_target_has_moved_on()
    {
        var newcomer = await company.Employ(Positions.Cleaner, Scope.Own);
        var proposed = (await Grant(newcomer)).ShouldBe(202);
        (await company.Security.Post($"/api/access/accounts/{newcomer.AccountId}/suspend", new SuspendAccount("Lost phone."))).ShouldBe(204);

        await ShouldLapse(proposed, "stale-version");

        (await server.Events(newcomer.AccountId)).OfType<RoleGranted>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task a_change_lapses_when_a_rule_refuses_it_by_now()
    {
        await Rule("join-cleaner");
        var person = await company.Employ(Positions.Cleaner, Scope.Own);
        var joining = new JoinCleaner(Guid.CreateVersion7(), person.AccountId, company.BranchId, "Cleo Example", [new Skill("regular")], Company.Piazza, new Shift(TimeOnly.MinValue, TimeOnly.MinValue));
        var first = (await company.Dispatcher.Post("/api/dispatch/cleaners", joining)).ShouldBe(202);
        var second = (await company.Dispatcher.Post("/api/dispatch/cleaners", joining with { CleanerId = Guid.CreateVersion7() })).ShouldBe(202);
        (await Approve(first, company.System)).ShouldBe(204);

        await ShouldLapse(second, "account-is-cleaner");
    }

    [Fact]
    public async Task a_start_is_made_once_approved_and_lapses_when_the_id_was_taken_meanwhile()
    {
        await Rule("define-role");
        var role = new DefineRole(Guid.CreateVersion7(), $"Reader {Guid.NewGuid()}", [Permission.ReadRoles]);
        var first = (await company.Security.Post("/api/access/roles", role)).ShouldBe(202);
        var second = (await company.Security.Post("/api/access/roles", role with { Permissions = [] })).ShouldBe(202);
        (await server.Events(role.RoleId)).ShouldBeEmpty();

        (await Approve(first, company.System)).ShouldBe(204);

        (await server.Load<RoleDetails>(role.RoleId))!.Permissions.ShouldBe([Permission.ReadRoles]);
        await ShouldLapse(second, "stale-version");
    }

    [Fact]
    public async Task a_change_lapses_when_who_proposed_it_may_no_more()
    {
        var administrator = await company.Employ(Positions.SecurityAdministrator, Scope.Company);
        var proposed = (await Grant(await company.Employ(Positions.Cleaner, Scope.Own), administrator)).ShouldBe(202);
        (await company.Security.Post($"/api/access/accounts/{administrator.AccountId}/revoke-role", new RevokeRole(company.Role(Positions.SecurityAdministrator), "Moved."))).ShouldBe(204);

        await ShouldLapse(proposed, "not-permitted");
    }

    [Fact]
    public async Task a_change_lapses_when_nobody_decided_in_time()
    {
        var late = (await Grant(await company.Employ(Positions.Cleaner, Scope.Own))).ShouldBe(202);
        server.Clock.TurnTo(Company.At(10 + 72));

        await ShouldLapse(late, "change-expired");
    }

    [Fact]
    public async Task what_expired_lapses_by_itself()
    {
        var late = (await Grant(await company.Employ(Positions.Cleaner, Scope.Own))).ShouldBe(202);
        server.Clock.TurnTo(Company.At(11));
        var early = (await Grant(await company.Employ(Positions.Cleaner, Scope.Own))).ShouldBe(202);
        server.Clock.TurnTo(Company.At(10 + 72));

        var sweep = server.Host.Services.GetServices<IHostedService>().OfType<LapseExpiredChanges>().Single();
        await Task.WhenAll(sweep.Look(Cancelled), sweep.Look(Cancelled));

        (await server.Events(IdOf(late))).OfType<ChangeLapsed>().ShouldHaveSingleItem().Rule.ShouldBe("change-expired");
        (await server.Events(IdOf(early))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task a_request_sent_again_gets_the_same_acceptance_before_and_after_the_decision()
    {
        var key = Guid.NewGuid().ToString();
        var newcomer = await company.Employ(Positions.Cleaner, Scope.Own);
        var first = (await Grant(newcomer, key: key)).ShouldBe(202);

        var again = (await Grant(newcomer, key: key)).ShouldBe(202);
        (await Approve(first, company.System)).ShouldBe(204);
        var later = (await Grant(newcomer, key: key)).ShouldBe(202);

        new[] { again, later }.ShouldAllBe(x => x.Location == first.Location && x.Position == first.Position && x.ETag == first.ETag);
        (await server.Rows("select 1 from mt_doc_changerequestdetails where data ->> 'targetId' = $1", $"{newcomer.AccountId}")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task of_twenty_same_proposals_at_once_one_is_recorded()
    {
        var key = Guid.NewGuid().ToString();
        var newcomer = await company.Employ(Positions.Cleaner, Scope.Own);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Grant(newcomer, key: key)));

        answers.Select(x => (x.Status, x.Location)).Distinct().ShouldHaveSingleItem();
        (await server.Rows("select 1 from mt_doc_changerequestdetails where data ->> 'targetId' = $1", $"{newcomer.AccountId}")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task an_approval_sent_again_gets_its_first_answer()
    {
        var proposed = (await Grant(await company.Employ(Positions.Cleaner, Scope.Own))).ShouldBe(202);
        var key = Guid.NewGuid().ToString();
        var first = (await Approve(proposed, company.System, key)).ShouldBe(204);

        var again = (await Approve(proposed, company.System, key)).ShouldBe(204);

        (again.ETag, again.Position).ShouldBe((first.ETag, first.Position));
        (await Approve(proposed, company.System)).ShouldBe(204);
        (await server.Events(IdOf(proposed))).Count.ShouldBe(2);
    }

    [Fact]
    public async Task fifty_approvals_at_once_have_one_effect()
    {
        var newcomer = await company.Employ(Positions.Cleaner, Scope.Own);
        var proposed = (await Grant(newcomer)).ShouldBe(202);
        List<Person> approvers = [];
        for (var i = 0; i < 5; i++)
            approvers.Add(await company.Employ(Positions.SystemAdministrator, Scope.Company));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(x => Approve(proposed, approvers[x % 5])));

        (await server.Events(newcomer.AccountId)).OfType<RoleGranted>().Count(x => x.RoleId == company.Role(Positions.AuditAdministrator)).ShouldBe(1);
        var recorded = await server.Events(IdOf(proposed));
        recorded.Select(x => x.GetType()).ShouldBe([typeof(ChangeProposed), typeof(ChangeApproved)]);
        answers.ShouldContain(x => (int)x.Status == 204);
        answers.Where(x => (int)x.Status != 204).ShouldAllBe(x => (int)x.Status == 409 && x.Rule == "change-not-pending");
    }

    [Fact]
    public async Task an_approval_names_the_version_that_was_seen()
    {
        var proposed = (await Grant(await company.Employ(Positions.Cleaner, Scope.Own))).ShouldBe(202);

        (await company.System.Send(HttpMethod.Post, $"{proposed.Location}/approve", content: null, ifMatch: null, key: "seen")).ShouldBe(428);
        (await company.System.Send(HttpMethod.Post, $"{proposed.Location}/approve", content: null, ifMatch: "\"7\"", key: "seen")).ShouldBe(412);
        (await company.System.Send(HttpMethod.Post, $"{proposed.Location}/approve", content: null, ifMatch: "\"1\"", key: "seen")).ShouldBe(204);
    }

    [Fact]
    public async Task what_is_refused_or_holds_already_waits_for_nobody()
    {
        var newcomer = await company.Employ(Positions.AuditAdministrator, Scope.Company);

        (await Grant(newcomer)).ShouldBe(204);
        (await company.Security.Post($"/api/access/accounts/{company.Security.AccountId}/grant-role",
            new GrantRole(company.Role(Positions.Dispatcher), Scope.Company))).ShouldBeRefused("no-self-grant");
    }

    [Fact]
    public async Task the_rule_applies_where_its_conditions_hold_however_the_request_is_written()
    {
        await Rule("grant-role", new Condition("scope", Comparison.Equals, "Company"));
        var newcomer = await company.Employ(Positions.Cleaner, Scope.Own);
        var role = company.Role(Positions.AuditAdministrator);

        (await company.Security.Post($"/api/access/accounts/{newcomer.AccountId}/grant-role", new GrantRole(role, Scope.Own))).ShouldBe(204);
        (await company.Security.PostText($"/api/access/accounts/{newcomer.AccountId}/grant-role", $$"""{"ROLEID":"{{role}}","Scope":"company"}""")).ShouldBe(202);
    }

    [Fact]
    public async Task setting_and_lifting_a_rule_takes_two_people()
    {
        var rule = new SetTwoPersonRule("change-shift", Permission.ApproveChanges, 24, []);
        var proposed = (await company.Security.Post("/api/governance/two-person-rules", rule)).ShouldBe(202);
        (await company.Security.Get("/api/governance/two-person-rules/change-shift")).ShouldBe(404);

        (await Approve(proposed, company.System)).ShouldBe(204);

        (await company.Security.Get("/api/governance/two-person-rules/change-shift")).ShouldBe(200).Read<TwoPersonRuleDetails>().IsInForce.ShouldBeTrue();
        var lift = (await company.Security.Post("/api/governance/two-person-rules/change-shift/lift", new LiftTwoPersonRule("Trial over."))).ShouldBe(202);
        (await Approve(lift, company.System)).ShouldBe(204);
        (await company.Security.Get("/api/governance/two-person-rules/change-shift")).Read<TwoPersonRuleDetails>().IsInForce.ShouldBeFalse();
    }

    [Theory]
    [InlineData("set-two-person-rule", "always-two-people")]
    [InlineData("approve-change", "command-not-reviewable")]
    [InlineData("offer-enrolment", "command-not-reviewable")]
    [InlineData("paint-it-black", "command-not-reviewable")]
    public async Task some_commands_take_no_rule(string command, string refusal) =>
        (await company.Security.Post("/api/governance/two-person-rules", new SetTwoPersonRule(command, Permission.ApproveChanges, 24, []))).ShouldBeRefused(refusal);

    [Fact]
    public async Task a_condition_names_a_member_that_the_body_has() =>
        (await company.Security.Post("/api/governance/two-person-rules",
            new SetTwoPersonRule("grant-role", Permission.ApproveChanges, 24, [new Condition("Scope", Comparison.Equals, "Company")]))).ShouldBeRefused("unknown-field");

    [Fact]
    public async Task the_list_tells_what_takes_two_people_and_what_may()
    {
        var rules = (await company.Auditor.Get("/api/governance/two-person-rules")).ShouldBe(200).Read<TwoPersonRulesAnswer>();

        rules.Always.Select(x => x.Command).ShouldBe(
            [
                "erase-subject", "lift-segregation-rule", "lift-two-person-rule", "record-training", "reset-second-factors", "set-segregation-rule",
                "set-two-person-rule",
            ],
            ignoreOrder: true);
        rules.Rules.ShouldContain(x => x.Command == "grant-role" && x.IsInForce);
        rules.Commands.ShouldContain("assign-job");
        rules.Commands.ShouldNotContain("approve-change");
        rules.Commands.ShouldNotContain("offer-enrolment");
    }

    [Fact]
    public async Task a_rule_that_another_node_lifted_asks_for_nobody()
    {
        // Changed rights would make this node look by themselves.
        var newcomer = await company.Employ(Positions.Cleaner, Scope.Own);
        (await Grant(newcomer)).ShouldBe(202);

        await server.Rows("update mt_doc_twopersonruledetails set data = jsonb_set(data, '{isInForce}', 'false') where id = $1", TwoPersonRule.IdOf("grant-role"));

        var status = 0;
        for (var i = 0; i < 50 && status is not 204; i++)
            status = (int)(await Grant(newcomer)).Status;
        status.ShouldBe(204);
    }

    [Fact]
    public void every_command_that_can_wait_can_be_made_again()
    {
        var (services, endpoints) = (server.Host.Services.GetRequiredService<IServiceProviderIsService>(), server.Host.Services.GetRequiredService<EndpointDataSource>());

        var faults = from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
                     let command = endpoint.Metadata.GetMetadata<ReviewableCommand>()
                     where command is not null
                     let strange = command.Method.GetParameters().Where(x => x.ParameterType != typeof(Commands) && x.ParameterType != typeof(HttpContext)
                         && x.ParameterType != command.BodyType && endpoint.RoutePattern.GetParameter(x.Name!) is null && !services.IsService(x.ParameterType)).Select(x => x.Name)
                     where strange.Any() || !command.Method.IsStatic || command.Method.ReturnType != typeof(Task<IResult>)
                     select $"{command.Name}: {string.Join(", ", strange)}";

        endpoints.Endpoints.Count(x => x.Metadata.GetMetadata<ReviewableCommand>() is not null).ShouldBeGreaterThan(25);
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task an_approver_of_another_branch_decides_nothing_here()
    {
        await Rule("cancel-job", Permission.RescheduleJobs);
        var job = await company.Job();
        var elsewhere = new OpenBranch(Guid.CreateVersion7(), $"Elsewhere {Guid.NewGuid()}", "Europe/Rome", "EUR");
        (await company.System.Post("/api/access/branches", elsewhere)).ShouldBe(201);
        var (stranger, colleague) = (await company.Employ(Positions.Dispatcher, Scope.Branch, elsewhere.BranchId), await company.Employ(Positions.Dispatcher, Scope.Branch));
        var proposed = (await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/cancel", new CancelJob(CancellationReason.CompanyWeather))).ShouldBe(202);

        (await Approve(proposed, stranger)).ShouldBe(403);
        (await ToDecide(stranger)).ShouldNotContain(IdOf(proposed));
        (await ToDecide(colleague)).ShouldContain(IdOf(proposed));
        (await Approve(proposed, colleague)).ShouldBe(204);
    }

    [Fact]
    public async Task everybody_sees_their_part_of_the_queue()
    {
        var gainer = await company.Employ(Positions.SystemAdministrator, Scope.Company);
        var proposed = (await Grant(gainer)).ShouldBe(202);
        var id = IdOf(proposed);

        (await ToDecide(company.System)).ShouldContain(id);
        (await ToDecide(gainer)).ShouldNotContain(id);
        (await ToDecide(company.Security)).ShouldNotContain(id);
        (await Listed(company.Security, "mine=proposed")).ShouldContain(id);
        (await Listed(company.System, "mine=proposed")).ShouldNotContain(id);
        (await Listed(company.Dispatcher, "limit=200")).ShouldNotContain(id);
        (await Listed(company.Auditor, "status=Pending")).ShouldContain(id);
        (await Approve(proposed, company.System)).ShouldBe(204);
        (await ToDecide(company.System)).ShouldNotContain(id);
        (await Listed(company.System, "status=Approved")).ShouldContain(id);
        (await Listed(company.Auditor, "status=Pending")).ShouldNotContain(id);
    }

    [Fact]
    public async Task the_reason_of_a_lapse_is_recorded_in_english_and_told_in_the_callers_tongue()
    {
        var newcomer = await company.Employ(Positions.Cleaner, Scope.Own);
        var proposed = (await Grant(newcomer)).ShouldBe(202);
        (await company.Security.Post($"/api/access/accounts/{newcomer.AccountId}/suspend", new SuspendAccount("Lost phone."))).ShouldBe(204);

        var answer = await company.System.Send(
            HttpMethod.Post, $"{proposed.Location}/approve", content: null, "*", Guid.NewGuid().ToString(), ("Accept-Language", "zh-CN"));

        answer.ShouldBe(409).Read<JsonElement>().GetProperty("detail").GetString().ShouldBe(Chinese("stale-version"));
        (await server.Events(IdOf(proposed))).OfType<ChangeLapsed>().Single().Reason.ShouldBe("Somebody changed it since you read it.");
    }

    private static string Chinese(string slug)
    {
        using var words = typeof(Commands).Assembly.GetManifestResourceStream("Titles.zh-CN.json")!;
        return JsonDocument.Parse(words).RootElement.GetProperty(slug).GetString()!;
    }

    private Task<Answer> Grant(Person to, Person? by = null, string? key = null) => (by ?? company.Security).Post(
        $"/api/access/accounts/{to.AccountId}/grant-role", new GrantRole(company.Role(Positions.AuditAdministrator), Scope.Company), key: key);

    private static Task<Answer> Approve(Answer proposed, Person by, string? key = null) =>
        by.Send(HttpMethod.Post, $"{proposed.Location}/approve", content: null, "*", key ?? Guid.NewGuid().ToString());

    private async Task Rule(string command, params Condition[] conditions) => await Rule(command, Permission.ApproveChanges, conditions);

    private async Task Rule(string command, string approver, params Condition[] conditions)
    {
        ruled.Add(command);
        await Decide(await company.Security.Post("/api/governance/two-person-rules", new SetTwoPersonRule(command, approver, 72, conditions)));
    }

    private async Task Decide(Answer answer)
    {
        if ((int)answer.Status is 202)
            (await Approve(answer, company.System)).ShouldBe(204);
    }

    private async Task ShouldLapse(Answer proposed, string rule)
    {
        var answer = (await Approve(proposed, company.System)).ShouldBe(409);
        answer.Rule.ShouldBe(rule);
        answer.Body.ShouldContain("urn:cleaning-events:problem:change-lapsed");
        (await server.Events(IdOf(proposed))).OfType<ChangeLapsed>().ShouldHaveSingleItem().Rule.ShouldBe(rule);
        (await Approve(proposed, company.System)).ShouldBeRefused("change-not-pending");
    }

    private static Guid IdOf(Answer proposed) => Guid.Parse(proposed.Location!.Split('/')[^1]);

    private Task<IReadOnlyList<Guid>> ToDecide(Person person) => Listed(person, "mine=Decide");

    private async Task<IReadOnlyList<Guid>> Listed(Person person, string query) =>
        [.. (await person.Get($"/api/governance/change-requests?after={beginning}&{query}")).ShouldBe(200).Read<Page<ChangeRequestDetails>>().Items.Select(x => x.Id)];

    private async Task<Person> Both(string position, string other)
    {
        var person = await company.Employ(position, Scope.Company);
        await Append(person.AccountId, new RoleGranted(person.AccountId, company.Role(other), Scope.Company, null, null));
        return person;
    }

    private async Task Append(Guid stream, object @event)
    {
        await using var session = server.Store.LightweightSession();
        session.Events.Append(stream, @event);
        await session.SaveChangesAsync(Cancelled);
    }

    private async Task<IReadOnlyList<IEvent>> Recorded(Guid stream)
    {
        await using var session = server.Store.QuerySession();
        return await session.Events.FetchStreamAsync(stream, token: Cancelled);
    }
}
