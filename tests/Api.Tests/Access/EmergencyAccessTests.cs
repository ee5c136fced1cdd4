using CleaningEvents.Api.Access.Emergencies;
using CleaningEvents.Api.Audit;
using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Microsoft.Extensions.DependencyInjection;

namespace CleaningEvents.Tests.Access;

/// <summary>A dispatcher must register a customer and may not.</summary>
public class EmergencyAccessTests(Server server) : IAsyncLifetime
{
    private readonly Company company = server.Company;
    private Person dispatcher = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server.Clock.TurnTo(Company.At(10));
        dispatcher = await company.Employ(Positions.Dispatcher, Scope.Branch);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task it_works_at_once_marks_what_is_done_and_ends_by_itself()
    {
        (await Register()).ShouldBe(403);
        var id = await Open(minutes: 30);

        (await Register()).ShouldBe(201);
        server.Clock.TurnTo(Company.At(10.5).AddTicks(-1));
        var last = (await Register()).ShouldBe(201);

        server.Clock.TurnTo(Company.At(10.5));
        (await Register()).ShouldBe(403);
        var marked = (await company.Auditor.Get($"/api/audit/events?actor={dispatcher.AccountId}&limit=1")).ShouldBe(200).Read<EventPage>().Items.ShouldHaveSingleItem();
        (marked.Position, marked.EmergencyAccessId).ShouldBe((last.Position!.Value, id));
        marked.Roles.ShouldContain(Positions.CustomerAdviser);
        (await dispatcher.Get($"/api/dispatch/board?branchId={company.BranchId}&day=2026-03-02")).ShouldBe(200);
    }

    [Fact]
    public async Task the_next_one_waits_until_somebody_else_has_reviewed_the_last()
    {
        var id = await Open(minutes: 30);
        (await Register()).ShouldBe(201);
        server.Clock.TurnTo(Company.At(11));
        (await dispatcher.Post("/api/access/emergency-accesses", Asking(30))).ShouldBeRefused("emergency-not-reviewed");
        await End();
        (await Waiting()).ShouldContain(id);
        var actions = (await company.Security.Get($"/api/access/emergency-accesses/{id}/actions")).ShouldBe(200).Read<EmergencyActionPage>().Items;
        actions.Select(x => x.Type).ShouldBe(["customer_registered"]);

        (await Review(id, company.Security)).ShouldBe(204);

        var access = (await company.Auditor.Get($"/api/access/emergency-accesses/{id}")).ShouldBe(200).Read<EmergencyAccessDetails>();
        (access.Status, access.Verdict, access.ReviewedBy, access.Findings).ShouldBe((EmergencyStatus.Reviewed, EmergencyVerdict.Justified, company.Security.AccountId, "All was needed."));
        access.Actions.ShouldBe(actions.Select(x => x.Position));
        (await Waiting()).ShouldNotContain(id);
        await Open(minutes: 30);
    }

    [Fact]
    public async Task nobody_reviews_their_own_and_whoever_may_not_review_does_not()
    {
        var id = await Open(minutes: 30);
        server.Clock.TurnTo(Company.At(11));
        (await Review(id, dispatcher)).ShouldBe(403);
        await Append(new RoleGranted(dispatcher.AccountId, company.Role(Positions.SecurityAdministrator), Scope.Company, null, null));

        (await Review(id, dispatcher)).ShouldBeRefused("no-self-review");
    }

    [Fact]
    public async Task of_twenty_at_once_one_is_opened()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => dispatcher.Post("/api/access/emergency-accesses", Asking(30))));

        answers.Count(x => (int)x.Status == 201).ShouldBe(1);
        answers.Where(x => (int)x.Status != 201).ShouldAllBe(x => (int)x.Status == 409 && x.Rule == "emergency-not-reviewed");
    }

    [Fact]
    public async Task its_holder_gives_it_back_and_a_stranger_does_not()
    {
        var id = await Open(minutes: 240);
        (await End(id, company.Adviser)).ShouldBe(403);

        (await End(id, dispatcher)).ShouldBe(204);

        (await Register()).ShouldBe(403);
        (await server.Events(id))[^1].ShouldBe(new EmergencyAccessEnded(id, dispatcher.AccountId, dispatcher.AccountId, Company.At(10)));
    }

    [Fact]
    public async Task whoever_may_review_it_stops_it()
    {
        var id = await Open(minutes: 240);

        (await End(id, company.Security)).ShouldBe(204);

        (await Register()).ShouldBe(403);
    }

    [Fact]
    public async Task it_reaches_no_further_than_the_permission_to_ask()
    {
        (await dispatcher.Post("/api/access/emergency-accesses", Asking(30) with { BranchId = null })).ShouldBe(403);
        (await company.Auditor.Post("/api/access/emergency-accesses", Asking(30))).ShouldBe(403);
    }

    [Fact]
    public async Task the_three_administrations_stay_in_three_hands()
    {
        await using var apart = await KeptApart(EmergencyAccess.NeverCrossed, Permission.OpenBranches, Permission.SearchEvents);

        (await company.System.Post("/api/access/emergency-accesses", Asking(30) with { BranchId = null, RoleId = company.Role(Positions.AuditAdministrator) }))
            .ShouldBeRefused("emergency-crosses-administrators");
    }

    [Fact]
    public async Task it_may_cross_other_duties_and_tells_so()
    {
        await using var apart = await KeptApart("joining-and-registering-apart", Permission.JoinCleaners, Permission.RegisterCustomers);

        var id = await Open(minutes: 30);

        (await server.Load<EmergencyAccessDetails>(id))!.Crossed.ShouldBe(["joining-and-registering-apart"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(241)]
    public async Task it_lasts_four_hours_at_most(int minutes) =>
        (await dispatcher.Post("/api/access/emergency-accesses", Asking(minutes))).ShouldBe(400).Body.ShouldContain("\"minutes\":");

    [Fact]
    public async Task a_rebuild_leaves_the_same_read_model()
    {
        var id = await Open(minutes: 30);
        server.Clock.TurnTo(Company.At(11));
        (await Review(id, company.Security)).ShouldBe(204);
        var before = await Stored(id);

        await server.Rebuild<EmergencyAccessDetailsProjection>();

        (await Stored(id)).ShouldBe(before);
    }

    private OpenEmergencyAccess Asking(int minutes) =>
        new(Guid.CreateVersion7(), company.Role(Positions.CustomerAdviser), minutes, "A flood at a new customer's.", company.BranchId);

    private async Task<Guid> Open(int minutes)
    {
        var asking = Asking(minutes);
        (await dispatcher.Post("/api/access/emergency-accesses", asking)).ShouldBe(201);
        return asking.EmergencyAccessId;
    }

    private Task<Answer> Register() => dispatcher.Post("/api/crm/customers", new RegisterCustomer(Guid.CreateVersion7(), company.BranchId, "Rossi & Co"));

    private static Task<Answer> Review(Guid id, Person by) =>
        by.Post($"/api/access/emergency-accesses/{id}/review", new ReviewEmergencyAccess(EmergencyVerdict.Justified, "All was needed."));

    private static Task<Answer> End(Guid id, Person by) =>
        by.Send(HttpMethod.Post, $"/api/access/emergency-accesses/{id}/end", content: null, "*", Guid.NewGuid().ToString());

    private Task End() => server.Host.Services.GetRequiredService<EndEmergencyAccesses>().Look(Cancelled);

    private async Task<IReadOnlyList<Guid>> Waiting() =>
        [.. (await company.Security.Get("/api/access/emergency-accesses?status=Ended&limit=200")).ShouldBe(200).Read<Page<EmergencyAccessDetails>>().Items.Select(x => x.Id)];

    private async Task Append(object @event)
    {
        await using var session = server.Store.LightweightSession();
        session.Events.Append(dispatcher.AccountId, @event);
        await session.SaveChangesAsync(Cancelled);
    }

    private async Task<string> Stored(Guid id) =>
        (string)(await server.Rows("select (data - 'reason' - 'findings')::text from mt_doc_emergencyaccessdetails where id = $1", id)).Single().Single();

    /// <summary>A rule between two permissions, lifted in the end.</summary>
    private async Task<IAsyncDisposable> KeptApart(string name, string one, string other)
    {
        var rule = SegregationRule.IdOf(name);
        await using var session = server.Store.LightweightSession();
        session.Events.Append(rule, new SegregationRuleSet(rule, name, [new Duty("one", [one]), new Duty("other", [other])]));
        await session.SaveChangesAsync(Cancelled);
        return new Lifting(server, rule);
    }

    private sealed class Lifting(Server server, Guid rule) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using var session = server.Store.LightweightSession();
            session.Events.Append(rule, new SegregationRuleLifted(rule, "End of a test."));
            await session.SaveChangesAsync();
        }
    }
}
