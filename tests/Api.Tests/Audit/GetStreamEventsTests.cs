using CleaningEvents.Api.Access;
using CleaningEvents.Api.Audit;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Tests.Audit;

public class GetStreamEventsTests(Server server)
{
    [Fact]
    public async Task history_shows_who_did_what_and_when_and_why()
    {
        var job = await RecordedJob.On(server);
        var answer = await Get($"/api/audit/streams/{job.Id}/events");
        var page = answer.Read<EventPage>();

        page.Next.ShouldBeNull();
        page.Items.Select(x => (x.Version, x.Type)).ShouldBe(
            [(1, "job_booked"), (2, "job_assigned"), (3, "cleaner_checked_in"), (4, "cleaner_checked_out"), (5, "service_completed")]);
        page.Items.Select(x => x.Position).ShouldBeInOrder();
        answer.Position.ShouldBe(page.Items[^1].Position);

        var assigned = page.Items[1];
        assigned.StreamId.ShouldBe(job.Id);
        assigned.Actor.ShouldBe(new RecordedActor(job.Dispatcher, "Ada Example", $"E{job.Dispatcher:N}"[..20]));
        assigned.Roles.ShouldBe([Positions.Dispatcher]);
        (assigned.Permission, assigned.Channel, assigned.Address).ShouldBe((Permission.AssignJobs, "web", null));
        (assigned.CorrelationId, assigned.CausationId).ShouldBe((job.Errand, $"key-of-{job.Errand}"));
        assigned.RecordedAt.ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5));
        assigned.Data.GetProperty("crew")[0].GetProperty("cleanerId").GetGuid().ShouldBe(job.Cleaner);
    }

    [Fact]
    public async Task history_shows_exactly_which_fields_an_event_changed()
    {
        var job = await RecordedJob.On(server);
        var page = (await Get($"/api/audit/streams/{job.Id}/events")).Read<EventPage>();

        Changes(page.Items[0]).ShouldContain("status: - -> Booked");
        Changes(page.Items[0]).ShouldContain("positions[0].skill: - -> regular");
        Changes(page.Items[0]).ShouldNotContain(x => x.StartsWith("version"));
        Changes(page.Items[1]).ShouldBe(
        [
            "leadCleanerId: - -> " + job.Cleaner, "crew[0].position: - -> 1", "crew[0].cleanerId: - -> " + job.Cleaner,
            "crew[0].startsAt: - -> 2026-03-02T08:00:00Z", "crew[0].endsAt: - -> 2026-03-02T10:00:00Z", "status: Booked -> Assigned",
        ], ignoreOrder: true);
        Changes(page.Items[2]).ShouldBe(
        [
            "status: Assigned -> InProgress", "crew[0].checkedInAt: - -> 2026-03-02T08:03:00Z", "crew[0].minutesLate: - -> 3",
            "crew[0].verdict: - -> Unknown",
        ], ignoreOrder: true);
        Changes(page.Items[3]).ShouldBe(["crew[0].checkedOutAt: - -> 2026-03-02T10:00:00Z"]);
        Changes(page.Items[4]).ShouldBe(
        [
            "status: InProgress -> Completed", "completion.outcome: - -> Full", "completion.crewMinutes: - -> 117",
            "completion.customerSignedBy: - -> Li", "completion.occurredAt: - -> 2026-03-02T10:01:00Z",
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task what_the_installation_did_is_said_to_be_its_own()
    {
        var role = Guid.CreateVersion7();
        await server.Record<Role>(role, new RoleDefined(role, $"Role {role}", []), Guid.Empty, "import");
        var page = (await Get($"/api/audit/streams/{role}/events")).Read<EventPage>();

        page.Items.ShouldHaveSingleItem().Actor.ShouldBe(new RecordedActor(Guid.Empty, "installation", EmployeeNumber: null));
    }

    [Fact]
    public async Task a_command_sent_by_http_is_recorded_with_its_sender()
    {
        var branch = Guid.CreateVersion7();
        var (sender, key) = (server.Company.System, $"open-{branch}");
        (await sender.Post("/api/access/branches", new OpenBranch(branch, $"Branch {branch}", "Asia/Shanghai", "CNY"), key: key)).ShouldBe(201);
        var opened = (await Get($"/api/audit/streams/{branch}/events")).Read<EventPage>().Items.ShouldHaveSingleItem();

        opened.Actor!.AccountId.ShouldBe(sender.AccountId);
        opened.Roles.ShouldBe([Positions.SystemAdministrator]);
        (opened.Permission, opened.Channel, opened.CausationId).ShouldBe((Permission.OpenBranches, "api", key));
        Changes(opened).ShouldContain("currency: - -> CNY");
    }

    [Fact]
    public async Task history_is_paged_by_version_and_folded_from_the_beginning()
    {
        var job = await RecordedJob.On(server);
        var whole = (await Get($"/api/audit/streams/{job.Id}/events")).Read<EventPage>();
        var first = (await Get($"/api/audit/streams/{job.Id}/events?limit=2")).Read<EventPage>();
        var second = (await Get($"/api/audit/streams/{job.Id}/events?limit=2&after={first.Next}")).Read<EventPage>();
        var third = (await Get($"/api/audit/streams/{job.Id}/events?limit=2&after={second.Next}")).Read<EventPage>();

        (first.Next, second.Next, third.Next).ShouldBe((2, 4, null));
        EventPage[] pages = [first, second, third];
        pages.SelectMany(x => x.Items).Select(x => (x.Position, string.Join('\n', Changes(x))))
            .ShouldBe(whole.Items.Select(x => (x.Position, string.Join('\n', Changes(x)))));
    }

    [Fact]
    public async Task an_archived_stream_keeps_its_history()
    {
        var job = await RecordedJob.On(server);
        await server.Archive(job.Id);

        (await Get($"/api/audit/streams/{job.Id}/events")).Read<EventPage>().Items.Count.ShouldBe(5);
    }

    [Fact]
    public async Task a_stream_that_nothing_shows_has_a_history_without_changes()
    {
        var stream = Guid.CreateVersion7();
        await server.RecordUnsigned(stream, new RoleDefined(stream, $"Role {stream}", []));

        var defined = (await Get($"/api/audit/streams/{stream}/events")).Read<EventPage>().Items.ShouldHaveSingleItem();
        (defined.Type, defined.Actor).ShouldBe(("role_defined", null));
        defined.Changes.ShouldBeEmpty();
        await Get($"/api/audit/streams/{stream}/state?version=1", status: 404);
    }

    [Fact]
    public async Task history_needs_its_permission_and_reaches_as_far_as_it_was_granted()
    {
        var (here, elsewhere) = (await RecordedJob.On(server), await RecordedJob.On(server));
        var auditor = await server.Company.Employ(Positions.AuditAdministrator, Scope.Branch, here.Branch);

        foreach (var question in new[] { $"streams/{here.Id}/events", $"streams/{here.Id}/state?version=1", "events" })
            (await server.Company.Dispatcher.Get($"/api/audit/{question}")).ShouldBe(403);
        foreach (var question in new[] { $"streams/{here.Id}/events", $"streams/{here.Id}/state?version=1" })
            (await auditor.Get($"/api/audit/{question}")).ShouldBe(200);
        foreach (var question in new[] { $"streams/{elsewhere.Id}/events", $"streams/{elsewhere.Id}/state?version=1", "events" })
            (await auditor.Get($"/api/audit/{question}")).ShouldBe(403);
    }

    [Fact]
    public Task what_does_not_exist_has_no_history() => Get($"/api/audit/streams/{Guid.CreateVersion7()}/events", status: 404);

    private async Task<Answer> Get(string url, int status = 200) => (await server.Company.Auditor.Get(url)).ShouldBe(status);

    private static string[] Changes(RecordedEvent e) => [.. e.Changes!.Select(x => $"{x.Field}: {x.From?.ToString() ?? "-"} -> {x.To?.ToString() ?? "-"}")];
}
