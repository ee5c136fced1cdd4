using System.Text.Json;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Access.Detection;
using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Access.Detection;
using CleaningEvents.Projections.Access;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using static CleaningEvents.Tests.Access.Sightings;

namespace CleaningEvents.Tests.Access;

/// <summary>Detectors read the log, and what they find becomes a case.</summary>
public class NoticingTests(Server server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_burst_of_reads_becomes_a_case_that_explains_itself_in_both_languages()
    {
        var (reader, session) = (await server.Company.Employ(Positions.CustomerAdviser, Scope.Branch), Guid.CreateVersion7());
        await server.Looked(reader.AccountId, session, Ids(26));

        var found = await server.CaseOf("R2", reader.AccountId);
        var alert = found.Alerts.Single();
        (found.AccountId, found.Status, alert.SessionId, alert.Baseline, alert.Observed, alert.Evidence.Count).ShouldBe((reader.AccountId, MisuseCaseStatus.Open, session, 25, 25, 25));
        var view = (await server.Company.Security.Get($"/api/access/cases/{found.Id}")).ShouldBe(200).Read<CaseView>();
        view.Explanations.Single().En.ShouldContain("25 different records");
        view.Explanations.Single().ZhCn.ShouldContain("25 条不同记录");
        view.LooksFor!.ZhCn.ShouldNotBe(view.LooksFor.En);
        (await server.Rows("select 1 from mt_events where seq_id = any($1) and type = 'record_accessed'", alert.Evidence.ToArray())).Count.ShouldBe(25);
    }

    [Fact]
    public async Task the_queue_is_filtered_page_by_page()
    {
        var reader = await server.Company.Employ(Positions.CustomerAdviser, Scope.Branch);
        await server.Looked(reader.AccountId, Guid.CreateVersion7(), Ids(26));
        var found = await server.CaseOf("R2", reader.AccountId);

        (await Listed($"status=Open&rule=R2&accountId={reader.AccountId}")).ShouldBe([found.Id]);
        (await Listed($"rule=R4&accountId={reader.AccountId}")).ShouldBeEmpty();
        (await Listed($"status=Closed&accountId={reader.AccountId}")).ShouldBeEmpty();
        (await server.Company.Security.Get("/api/access/cases?limit=1")).ShouldBe(200).Read<Page<MisuseCaseDetails>>().Items.Count.ShouldBe(1);
        (await server.Company.Security.Get("/api/access/cases?status=Lost")).ShouldBe(400);
        (await server.Company.Auditor.Get("/api/access/cases")).ShouldBe(403);
    }

    [Fact]
    public async Task what_is_raised_again_is_recorded_once_and_only_a_closed_case_makes_room_for_another()
    {
        var reader = await server.Company.Employ(Positions.CustomerAdviser, Scope.Branch);
        var alarms = server.Host.Services.GetRequiredService<Alarms>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => alarms.Raise(Alert(reader.AccountId, minute: 0), Cancelled)));
        var first = await server.CaseOf("R3", reader.AccountId);
        first.AlertCount.ShouldBe(1);

        await alarms.Raise(Alert(reader.AccountId, minute: 90), Cancelled);
        (await server.CaseOf("R3", reader.AccountId)).AlertCount.ShouldBe(2, "It joined the open case.");

        await server.Company.Security.Settle(first.Id);
        await alarms.Raise(Alert(reader.AccountId, minute: 90), Cancelled);
        (await server.FindCase("R3", reader.AccountId)).ShouldBeNull("The alert is known already.");
        await alarms.Raise(Alert(reader.AccountId, minute: 180), Cancelled);
        (await server.CaseOf("R3", reader.AccountId)).Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task who_takes_over_remembers_what_the_log_tells_and_raises_nothing_anew()
    {
        var (reader, session) = (await server.Company.Employ(Positions.CustomerAdviser, Scope.Branch), Guid.CreateVersion7());
        await server.Looked(reader.AccountId, session, Ids(24));
        await server.CaughtUp();
        var position = await LogPosition.Last(server.Database, Cancelled);

        var watch = await server.Host.Services.GetRequiredService<WatchMemory>().Recall(position, Cancelled);
        var next = new Signal(position + 1, DateTimeOffset.UtcNow, SignalKind.Opened, reader.AccountId) { SessionId = session, Records = [Guid.NewGuid()] };
        watch.See(next).Select(x => x.Rule).ShouldContain("R2", "With the twenty-four before it makes twenty-five.");

        (await server.Host.Services.GetRequiredService<WatchMemory>().Recall(position, Cancelled)).See(next with { SessionId = Guid.NewGuid() }).ShouldNotContain(x => x.Rule == "R2");
    }

    [Fact]
    public async Task a_look_at_a_canary_shuts_out_every_session_until_its_holder_has_signed_in_again()
    {
        var adviser = await server.Company.Employ(Positions.CustomerAdviser, Scope.Branch);
        var customer = new RegisterCustomer(Guid.CreateVersion7(), server.Company.BranchId, "Nobody & Co");
        (await server.Company.Adviser.Post("/api/crm/customers", customer)).ShouldBe(201);
        var placed = (await server.Company.Security.Post("/api/access/canaries", new PlaceCanary(customer.CustomerId))).ShouldBe(201);
        (await server.Company.Security.Get(placed.Location!)).ShouldBe(200).Read<CanaryDetails>().RecordId.ShouldBe(customer.CustomerId);
        var before = server.TokenOf(adviser.AccountId);
        (await Status(before)).ShouldBe(200);

        try
        {
            await server.Looked(adviser.AccountId, Guid.CreateVersion7(), customer.CustomerId);
            (await server.CaseOf("R20", adviser.AccountId)).Alerts.Single().Response.ShouldBe(AlertResponse.EndSession);
            for (var tries = 0; await Status(before) is not 401; tries++)
            {
                tries.ShouldBeLessThan(50);
                await Task.Delay(100, Cancelled);
            }

            await Task.Delay(TimeSpan.FromSeconds(1.1), Cancelled);
            (await Status(server.TokenOf(adviser.AccountId))).ShouldBe(200);
        }
        finally
        {
            // Whoever lists customers would be shut out.
            (await server.Company.Security.Post($"{placed.Location}/lift", new { })).ShouldBe(204);
        }

        (await server.Company.Security.Post("/api/access/canaries", new PlaceCanary(Guid.NewGuid()))).ShouldBe(400);
        (await server.Company.Auditor.Get("/api/access/canaries")).ShouldBe(403);
    }

    [Fact]
    public async Task requests_in_vain_are_on_record_and_many_of_them_are_noticed()
    {
        var prober = await server.Company.Employ(Positions.CustomerAdviser, Scope.Branch);
        var wanted = Ids(11);
        foreach (var id in wanted)
            (await prober.Get($"/api/crm/customers/{id}")).ShouldBe(404);
        (await prober.Get("/api/access/accounts")).ShouldBe(403);
        await server.Host.Services.GetRequiredService<DeniedRequests>().Record(Cancelled);

        var denied = (await server.Events(Denials.StreamOf(prober.AccountId, DateTimeOffset.UtcNow))).Cast<RequestDenied>().ToList();
        var missing = denied.Single(x => x.Status is 404);
        (missing.Count, missing.Routes.Single()).ShouldBe((11, "/api/crm/customers/{customerId}"));
        missing.Records.ShouldBe(wanted, ignoreOrder: true);
        denied.Single(x => x.Status is 403).Routes.ShouldBe(["/api/access/accounts"]);
        (await server.CaseOf("R17", prober.AccountId)).Alerts.Single().Observed.ShouldBe(11);
    }

    [Fact]
    public async Task malformed_requests_and_used_keys_are_on_record_and_many_of_the_latter_are_noticed()
    {
        var (sender, key) = (await server.Company.Employ(Positions.CustomerAdviser, Scope.Branch), Guid.NewGuid().ToString());
        (await sender.PostText("/api/crm/customers", "{")).ShouldBe(400);
        (await sender.Post("/api/access/misuse-reports", new ReportMisuse(Guid.CreateVersion7(), "One thing."), key: key)).ShouldBe(201);
        for (var i = 0; i < 10; i++)
            (await sender.Post("/api/access/misuse-reports", new ReportMisuse(Guid.CreateVersion7(), "Another."), key: key)).ShouldBe(422);
        await server.Host.Services.GetRequiredService<DeniedRequests>().Record(Cancelled);

        (await server.Events(Denials.StreamOf(sender.AccountId, DateTimeOffset.UtcNow))).Cast<RequestDenied>().Select(x => x.Status).ShouldBe([400, 422], ignoreOrder: true);
        (await server.CaseOf("R19", sender.AccountId)).Alerts.Single().Response.ShouldBe(AlertResponse.EndSession);
    }

    [Fact]
    public async Task what_strangers_ask_in_vain_is_only_counted()
    {
        var before = await Strangers();
        using var client = server.Client();
        (await client.GetAsync("/api/crm/customers", Cancelled)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        await server.Host.Services.GetRequiredService<DeniedRequests>().Record(Cancelled);

        (await Strangers()).ShouldBe(before + 1);
    }

    [Fact]
    public async Task a_token_of_a_closed_account_is_noticed()
    {
        var leaver = await server.Company.Employ(Positions.CustomerAdviser, Scope.Branch);
        (await server.Company.Security.Post($"/api/access/accounts/{leaver.AccountId}/close", new CloseAccount("Left."))).ShouldBe(204);
        (await leaver.Get("/api/crm/customers")).ShouldBe(401);
        await server.Host.Services.GetRequiredService<DeniedRequests>().Record(Cancelled);

        (await server.CaseOf("R8", leaver.AccountId)).AlertCount.ShouldBe(1);
    }

    [Fact]
    public async Task failed_sign_ins_from_one_address_are_noticed_and_the_address_stands_nowhere_in_clear()
    {
        const string address = "203.0.113.77";
        for (var i = 0; i < 8; i++)
        {
            var account = (await server.Company.Employ(Positions.Cleaner, Scope.Own)).AccountId;
            await server.Recorded(SignIns.StreamOf(account, DateTimeOffset.UtcNow), x =>
                [new SignInRecorded(x, account, SignInOutcome.WrongSecret, SignInFactor.Password, address, DateTimeOffset.UtcNow)]);
        }

        var origin = server.Host.Services.GetRequiredService<Origins>().IdOf(address)!.Value;
        var found = await server.CaseOf("R9", origin);
        (found.AccountId, found.Alerts.Single().Observed).ShouldBe((null, 8));
        (await server.Rows("select 1 from mt_events where data::text like '%203.0.113.77%'")).ShouldBeEmpty();
    }

    [Fact]
    public async Task detectors_are_listed_with_their_numbers_and_why_some_do_not_look()
    {
        var detectors = (await server.Company.Auditor.Get("/api/access/detectors")).ShouldBe(200).Read<List<DetectorView>>();

        detectors.Select(x => x.Rule).ShouldBe(DetectionRule.All.Select(x => x.Id));
        detectors.Where(x => x.WhyNot is "no-geo-file").Select(x => x.Rule).ShouldBe(["R13", "R15"]);
        detectors.ShouldAllBe(x => x.LooksFor.En.Length > 10 && x.LooksFor.ZhCn.Length > 5 && x.Origin.Length > 5);
        (await server.Company.Auditor.Get("/api/access/detectors/R99")).ShouldBe(404);
    }

    [Fact]
    public async Task a_tuned_detector_goes_by_its_own_numbers_from_the_next_event_on()
    {
        var tuned = (await server.Company.Security.Post(
            "/api/access/detectors", new TuneDetector("R2", [new TunedLimit("records", 5)], AlertResponse.None, IsOn: true, "Inventory"))).ShouldBe(201);
        try
        {
            (await server.Company.Auditor.Get(tuned.Location!)).Read<DetectorView>().Limits.Single(x => x.Name is "records").Value.ShouldBe(5);
            var reader = await server.Company.Employ(Positions.CustomerAdviser, Scope.Branch);
            await server.Looked(reader.AccountId, Guid.CreateVersion7(), Ids(5));
            (await server.CaseOf("R2", reader.AccountId)).Alerts.Single().Response.ShouldBe(AlertResponse.None);
            (await server.Company.Security.Post("/api/access/detectors", new TuneDetector("R2", [new TunedLimit("apples", 5)], AlertResponse.None, true, "?"))).ShouldBeRefused("unknown-limit");
            (await server.Company.Auditor.Post("/api/access/detectors", new TuneDetector("R2", [], AlertResponse.None, IsOn: false, "?"))).ShouldBe(403);
        }
        finally
        {
            (await server.Company.Security.Post("/api/access/detectors", new TuneDetector("R2", [], AlertResponse.Notify, IsOn: true, "As usual"))).ShouldBe(201);
        }
    }

    [Fact]
    public async Task cases_detectors_and_canaries_come_out_the_same_when_they_are_rebuilt()
    {
        var reader = await server.Company.Employ(Positions.CustomerAdviser, Scope.Branch);
        await server.Host.Services.GetRequiredService<Alarms>().Raise(Alert(reader.AccountId, minute: 0), Cancelled);
        await server.Company.Security.Settle((await server.CaseOf("R3", reader.AccountId)).Id);
        var before = await Documents();

        await server.Rebuild<MisuseCaseDetailsProjection>();
        await server.Rebuild<DetectorDetailsProjection>();
        await server.Rebuild<CanaryDetailsProjection>();

        (await Documents()).ShouldBe(before);
    }

    private static Alert Alert(Guid account, int minute)
    {
        var now = new Signal(7, new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero).AddMinutes(minute), SignalKind.Opened, account);
        return new Alert("R3", now, new Finding(account, account, now.At.AddMinutes(-5), 15, 15, [1, 2, 7]), AlertResponse.Notify, TimeSpan.FromHours(1));
    }

    private async Task<IEnumerable<Guid>> Listed(string query) =>
        (await server.Company.Security.Get($"/api/access/cases?{query}")).ShouldBe(200).Read<Page<MisuseCaseDetails>>().Items.Select(x => x.Id);

    private async Task<int> Status(string token)
    {
        using var client = server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/crm/customers");
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await client.SendAsync(request, Cancelled);
        if (answer.StatusCode is System.Net.HttpStatusCode.Unauthorized)
            answer.Headers.WwwAuthenticate.ToString().ShouldContain("insufficient_user_authentication");
        return (int)answer.StatusCode;
    }

    private async Task<long> Strangers() => (await server.Rows("select coalesce(sum(requests), 0)::bigint from auth.unknown_request"))[0][0] is long count ? count : 0;

    private async Task<string> Documents()
    {
        await using var session = server.Store.LightweightSession();
        object[] all =
        [
            .. await session.Query<MisuseCaseDetails>().OrderBy(x => x.Id).ToListAsync(Cancelled), .. await session.Query<DetectorDetails>().OrderBy(x => x.Id).ToListAsync(Cancelled),
            .. await session.Query<CanaryDetails>().OrderBy(x => x.Id).ToListAsync(Cancelled),
        ];
        return string.Join('\n', all.Select(x => JsonSerializer.Serialize(x, x.GetType())));
    }
}
