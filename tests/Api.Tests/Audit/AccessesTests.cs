using CleaningEvents.Api.Audit;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Analytics;
using CleaningEvents.Projections.Audit;
using CleaningEvents.Tests.Reading;

namespace CleaningEvents.Tests.Audit;

/// <summary>Auditors find who looked at a record, and what somebody looked at.</summary>
public class AccessesTests(Server server)
{
    private readonly Company company = server.Company;

    [Fact]
    public async Task an_auditor_sees_who_looked_at_a_record_newest_first()
    {
        var site = await company.Site();
        var (first, second) = (await company.Employ(Positions.CustomerAdviser, Scope.Branch), await company.Employ(Positions.Dispatcher, Scope.Branch));
        (await first.GetFor($"/api/crm/sites/{site}", "Billing")).ShouldBe(200);
        (await second.Get($"/api/crm/sites/{site}")).ShouldBe(200);
        await server.CaughtUp();

        var page = await Ask($"/api/audit/records/{site}/accesses");

        page.Items.Select(x => x.Actor!.AccountId).ShouldBe([second.AccountId, first.AccountId]);
        page.Items.ShouldAllBe(x => x.Type == "record_accessed" && x.Actor!.Name == "Ada Example");
        page.Items[1].Data.GetProperty("purpose").GetString().ShouldBe("Billing");
        page.Next.ShouldBeNull();
    }

    [Fact]
    public async Task an_auditor_sees_what_somebody_looked_at_page_by_page()
    {
        var adviser = await company.Employ(Positions.CustomerAdviser, Scope.Branch);
        var sites = new[] { await company.Site(), await company.Site(), await company.Site() };
        foreach (var site in sites)
            (await adviser.Get($"/api/crm/sites/{site}")).ShouldBe(200);
        await server.CaughtUp();
        var url = $"/api/audit/accounts/{adviser.AccountId}/accesses";

        var first = await Ask($"{url}?limit=2");
        var second = await Ask($"{url}?limit=2&after={first.Next}");

        first.Items.Concat(second.Items).Select(x => x.Data.GetProperty("records")[0].GetGuid()).ShouldBe(sites.Reverse());
        second.Next.ShouldBeNull();
    }

    [Theory]
    [InlineData("mode=Read", 1)]
    [InlineData("mode=Reveal", 0)]
    [InlineData("dataClass=Restricted", 1)]
    [InlineData("dataClass=Confidential", 0)]
    [InlineData("from=2020-01-01T00:00:00Z", 1)]
    [InlineData("to=2020-01-01T00:00:00Z", 0)]
    [InlineData("mode=Read&dataClass=Restricted&from=2020-01-01T00:00:00Z&to=2090-01-01T00:00:00Z", 1)]
    public async Task every_filter_must_fit(string filter, int found)
    {
        var adviser = await company.Employ(Positions.CustomerAdviser, Scope.Branch);
        (await adviser.Get($"/api/crm/sites/{await company.Site()}")).ShouldBe(200);
        await server.CaughtUp();

        (await Ask($"/api/audit/accounts/{adviser.AccountId}/accesses?{filter}")).Items.Count.ShouldBe(found);
    }

    [Theory]
    [InlineData("mode=Peek", "malformed-value")]
    [InlineData("dataClass=Secret", "malformed-value")]
    [InlineData("from=yesterday", "not-an-instant")]
    [InlineData("to=2026-03-01", "not-an-instant")]
    [InlineData("limit=201", "out-of-range")]
    [InlineData("after=-1", "out-of-range")]
    [InlineData("atLeast=9223372036854775807", "not-recorded-yet")]
    public async Task a_wrong_filter_is_named(string filter, string rule) =>
        (await company.Auditor.Get($"/api/audit/records/{company.BranchId}/accesses?{filter}")).ShouldBe(400).Rule.ShouldBe(rule);

    [Fact]
    public async Task who_asks_who_looked_is_on_record_even_if_nobody_did()
    {
        var auditor = await company.Employ(Positions.AuditAdministrator, Scope.Company);
        var nobodys = Guid.CreateVersion7();

        (await auditor.Get($"/api/audit/records/{nobodys}/accesses")).ShouldBe(200);

        var look = (await server.LooksOf(auditor)).ShouldHaveSingleItem();
        (look.Kind, look.Mode).ShouldBe(("Event", AccessMode.List));
        look.Records.ShouldBe([nobodys]);
    }

    [Fact]
    public async Task only_the_audit_may_ask_and_only_for_the_whole_company()
    {
        var url = $"/api/audit/records/{company.BranchId}/accesses";

        foreach (var person in new[] { company.Security, company.System, company.Dispatcher, await company.Employ(Positions.AuditAdministrator, Scope.Branch) })
            (await person.Get(url)).ShouldBe(403);
    }

    [Fact]
    public async Task a_rebuild_leaves_the_same_rows()
    {
        (await company.Adviser.Get("/api/crm/sites")).ShouldBe(200);
        await server.CaughtUp();
        var before = await Everything();

        await server.Rebuild<AccessRecords>();
        await server.Rebuild<FactAccess>();

        before.ShouldNotBeEmpty();
        (await Everything()).ShouldBe(before);
    }

    [Fact]
    public async Task the_rows_add_up_to_the_log()
    {
        (await company.Adviser.Get("/api/crm/sites")).ShouldBe(200);
        await server.CaughtUp();

        var row = (await server.Rows(
            """
            select (select sum(jsonb_array_length(data -> 'records')) from mt_events where type = 'record_accessed')::bigint,
                   (select count(*) from access_record), (select sum(records) from analytics.fact_access)::bigint
            """)).Single();

        row[1].ShouldBe(row[0]);
        row[2].ShouldBe(row[0]);
    }

    private async Task<EventPage> Ask(string url) => (await company.Auditor.Get(url)).ShouldBe(200).Read<EventPage>();

    private async Task<List<string>> Everything() =>
        [.. (await server.Rows("select t::text from access_record t union all select f::text from analytics.fact_access f order by 1")).Select(x => (string)x[0])];
}
