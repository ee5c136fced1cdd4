using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Dispatch;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Crm;

namespace CleaningEvents.Tests.Reading;

/// <summary>Every look at protected data is on record, with who, what and why, before the data leaves.</summary>
public class RecordedLookTests(Server server)
{
    private readonly Company company = server.Company;

    [Fact]
    public async Task one_record_read_is_on_record_with_its_fields_class_and_purpose()
    {
        var adviser = await company.Employ(Positions.CustomerAdviser, Scope.Branch);
        var site = await company.Site();

        (await adviser.GetFor($"/api/crm/sites/{site}", "Complaint")).ShouldBe(200).Body.ShouldContain("Via Example 1");

        var look = (await server.LooksOf(adviser)).ShouldHaveSingleItem();
        (look.AccountId, look.Kind, look.Mode, look.Class, look.Purpose).ShouldBe((adviser.AccountId, "SiteDetails", AccessMode.Read, DataClass.Restricted, AccessPurpose.Complaint));
        look.Records.ShouldBe([site]);
        look.Fields.ShouldBe(["address", "location", "name"]);
        look.Route.ShouldBe("/api/crm/sites/{siteId}");
        look.SessionId.ShouldNotBeNull();
        look.OccurredAt.ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task a_look_is_signed_as_a_command_is()
    {
        var adviser = await company.Employ(Positions.CustomerAdviser, Scope.Branch);
        (await adviser.Get($"/api/crm/sites/{await company.Site()}")).ShouldBe(200);

        var row = (await server.Rows(
            "select user_name, headers ->> 'permission', headers ->> 'channel', headers -> 'roles' ->> 0, headers ->> 'session' is not null from mt_events where type = 'record_accessed' and user_name = $1",
            adviser.AccountId.ToString())).ShouldHaveSingleItem();

        row.ShouldBe([adviser.AccountId.ToString(), Permission.ReadSites, "api", Positions.CustomerAdviser, true]);
    }

    [Fact]
    public async Task a_look_holds_nothing_of_what_was_shown()
    {
        (await company.Adviser.Get($"/api/crm/sites/{await company.Site()}")).ShouldBe(200);

        (await server.Rows("select data::text from mt_events where type = 'record_accessed' and (data::text || headers::text) ~ 'Via Example|Rossi|Code 4711'")).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_page_is_one_look_with_the_ids_on_it()
    {
        var adviser = await company.Employ(Positions.CustomerAdviser, Scope.Branch);
        await company.Site();

        var page = (await adviser.Get("/api/crm/customers?limit=3")).ShouldBe(200).Read<Page<CustomerDetails>>();

        var look = (await server.LooksOf(adviser)).ShouldHaveSingleItem();
        look.Mode.ShouldBe(AccessMode.List);
        look.Records.ShouldBe(page.Items.Select(x => x.Id), ignoreOrder: true);
        look.Fields.ShouldContain("name");
    }

    [Fact]
    public async Task what_a_search_found_is_on_record_and_what_it_did_not_find_is_not()
    {
        var adviser = await company.Employ(Positions.CustomerAdviser, Scope.Branch);
        var name = $"Zeno{Guid.NewGuid():N}";
        var customer = new RegisterCustomer(Guid.CreateVersion7(), company.BranchId, name);
        (await company.Adviser.Post("/api/crm/customers", customer)).ShouldBe(201);

        (await adviser.Post("/api/crm/customers/search", new Search("Nobody is called so"), ifMatch: null, key: "")).ShouldBe(200);
        (await server.LooksOf(adviser)).ShouldBeEmpty();
        (await adviser.Post("/api/crm/customers/search", new Search(name), ifMatch: null, key: "")).ShouldBe(200);

        var look = (await server.LooksOf(adviser)).ShouldHaveSingleItem();
        (look.Mode, look.Kind).ShouldBe((AccessMode.Search, "CustomerDetails"));
        look.Records.ShouldBe([customer.CustomerId]);
    }

    [Fact]
    public async Task what_has_not_changed_is_not_shown_and_not_recorded()
    {
        var adviser = await company.Employ(Positions.CustomerAdviser, Scope.Branch);

        (await adviser.Send(HttpMethod.Get, $"/api/crm/sites/{await company.Site()}", content: null, ifMatch: null, key: null, ("If-None-Match", "\"1\""))).ShouldBe(304);
        (await adviser.Get($"/api/crm/sites/{Guid.CreateVersion7()}")).ShouldBe(404);
        (await adviser.Get($"/api/access/branches/{company.BranchId}")).ShouldBe(200);

        (await server.LooksOf(adviser)).ShouldBeEmpty();
    }

    [Fact]
    public async Task nobody_leaves_a_trace_by_looking_at_themselves()
    {
        var auditor = await company.Employ(Positions.AuditAdministrator, Scope.Company);

        (await auditor.Get($"/api/access/accounts/{auditor.AccountId}")).ShouldBe(200);
        (await server.LooksOf(auditor)).ShouldBeEmpty();
        (await auditor.Get($"/api/access/accounts/{company.Adviser.AccountId}")).ShouldBe(200);

        (await server.LooksOf(auditor)).ShouldHaveSingleItem().Records.ShouldBe([company.Adviser.AccountId]);
    }

    [Fact]
    public async Task who_reads_the_log_is_in_it()
    {
        var auditor = await company.Employ(Positions.AuditAdministrator, Scope.Company);
        var site = await company.Site();

        (await auditor.Get($"/api/audit/streams/{site}/events")).ShouldBe(200).Body.ShouldContain("Code 4711");
        (await auditor.Get($"/api/audit/streams/{company.BranchId}/state?version=1")).ShouldBe(200);

        var looks = await server.LooksOf(auditor);
        var log = looks.Single(x => x.Kind is "Event" && x.Records.Contains(site));
        log.Fields.ShouldBe(["accessInstructions", "address", "location", "name"]);
        log.Class.ShouldBe(DataClass.Restricted);
        looks.Single(x => x.Kind is "AccountDetails").Records.ShouldBe([company.Adviser.AccountId]);
        looks.Single(x => x.Kind is "Event" && x.Route.EndsWith("/state", StringComparison.Ordinal)).Records.ShouldBe([company.BranchId]);
    }

    [Fact]
    public async Task a_board_is_recorded_when_it_is_opened_and_then_only_what_is_new_on_it()
    {
        server.Clock.TurnTo(Company.At(8));
        var dispatcher = await company.Employ(Positions.Dispatcher, Scope.Branch);
        var (ana, _) = await company.Cleaner();
        var first = await company.Job();
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{first}/assign", Company.Crew((ana, 10)))).ShouldBe(204);
        // One token is one session.
        using var screen = server.Client();
        screen.DefaultRequestHeaders.Authorization = new("Bearer", server.TokenOf(dispatcher.AccountId));
        await Refresh();
        var opened = await server.LooksOf(dispatcher);

        await Refresh();
        (await server.LooksOf(dispatcher)).Count.ShouldBe(opened.Count);
        var site = await company.Site();
        await company.Job(site);
        await Refresh();

        opened.Select(x => x.Kind).Distinct().ShouldBe(["CleanerDetails", "SiteDetails"]);
        opened.SelectMany(x => x.Records).ShouldContain(ana);
        (await server.LooksOf(dispatcher)).Skip(opened.Count).ShouldHaveSingleItem().Records.ShouldBe([site]);

        async Task Refresh()
        {
            await server.CaughtUp();
            (await screen.GetAsync($"/api/dispatch/board?branchId={company.BranchId}&day=2026-03-02", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        }
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("7")]
    [InlineData("Audit,Security")]
    public async Task an_unknown_purpose_is_a_mistake(string purpose)
    {
        var answer = (await company.Adviser.GetFor("/api/crm/customers", purpose)).ShouldBe(400);

        answer.Rule.ShouldBe("unknown-purpose");
        answer.Body.ShouldContain("X-Purpose");
    }

    [Fact]
    public async Task nothing_is_shown_that_cannot_be_recorded()
    {
        var site = await company.Site();
        await server.Rows(
            """
            create function public.refuse_look() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$;
            create trigger refuse_look before insert on public.mt_events for each row when (new.type = 'record_accessed') execute function public.refuse_look();
            """);
        try
        {
            foreach (var url in new[] { $"/api/crm/sites/{site}", "/api/crm/sites", "/api/crm/customers" })
            {
                var answer = (await company.Adviser.Get(url)).ShouldBe(503);
                answer.ContentType.ShouldBe("application/problem+json");
                answer.Body.ShouldContain("access-not-recorded");
                answer.Body.ShouldNotContain("Via Example 1");
                answer.ETag.ShouldBeNull();
            }

            (await company.Adviser.Get("/api/access/branches")).ShouldBe(200);
        }
        finally
        {
            await server.Rows("drop function public.refuse_look() cascade");
        }

        (await company.Adviser.Get($"/api/crm/sites/{site}")).ShouldBe(200);
    }

    [Fact]
    public async Task one_reader_who_cannot_be_recorded_keeps_nobody_else_from_reading()
    {
        var site = await company.Site();
        var (barred, others) = (await company.Employ(Positions.CustomerAdviser, Scope.Branch), new List<Person>());
        for (var i = 0; i < 10; i++)
            others.Add(await company.Employ(Positions.CustomerAdviser, Scope.Branch));
        await server.Rows(
            $"""
            create function public.refuse_look() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$;
            create trigger refuse_look before insert on public.mt_events for each row
                when (new.type = 'record_accessed' and new.user_name = '{barred.AccountId}') execute function public.refuse_look();
            """);
        try
        {
            var answers = await Task.WhenAll(others.Append(barred).SelectMany(x => Enumerable.Repeat(x, 5)).Select(async x => (Who: x, Answer: await x.Get($"/api/crm/sites/{site}"))));

            answers.Where(x => x.Who == barred).ShouldAllBe(x => (int)x.Answer.Status == 503);
            answers.Where(x => x.Who != barred).ShouldAllBe(x => (int)x.Answer.Status == 200);
        }
        finally
        {
            await server.Rows("drop function public.refuse_look() cascade");
        }

        foreach (var person in others)
            (await server.LooksOf(person)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task many_readers_share_a_commit()
    {
        var site = await company.Site();
        List<Person> readers = [];
        for (var i = 0; i < 10; i++)
            readers.Add(await company.Employ(Positions.CustomerAdviser, Scope.Branch));

        await Task.WhenAll(readers.SelectMany(x => Enumerable.Repeat(x, 10)).Select(async x => (await x.Get($"/api/crm/sites/{site}")).ShouldBe(200)));

        string[] accounts = [.. readers.Select(x => x.AccountId.ToString())];
        var row = (await server.Rows("select count(*), count(distinct xmin::text) from mt_events where type = 'record_accessed' and user_name = any($1)", [accounts])).Single();
        row[0].ShouldBe(100L);
        ((long)row[1]).ShouldBeLessThan(100);
    }

    [Fact]
    public async Task a_look_touches_no_inline_read_model()
    {
        await company.Site();
        (await company.Adviser.Get("/api/crm/sites")).ShouldBe(200);

        (await WrittenBeside("site_registered")).ShouldContain("mt_doc_sitedetails");
        (await WrittenBeside("record_accessed")).ShouldBeEmpty();
    }

    [Fact]
    public async Task what_was_looked_at_is_kept_in_no_cache()
    {
        using var client = server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/crm/sites/{await company.Site()}");
        request.Headers.Authorization = new("Bearer", server.TokenOf(company.Adviser.AccountId));
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.EnsureSuccessStatusCode();
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task a_cleaner_who_sees_where_customers_live_is_on_record()
    {
        server.Clock.TurnTo(Company.At(8));
        var (ana, anna) = await company.Cleaner();
        var job = await company.Job();
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/assign", Company.Crew((ana, 10)))).ShouldBe(204);

        (await anna.Get($"/api/dispatch/cleaners/{ana}/day?day=2026-03-02")).ShouldBe(200).Read<CleanersDay>().Visits.ShouldHaveSingleItem();

        var look = (await server.LooksOf(anna)).ShouldHaveSingleItem();
        (look.Mode, look.Purpose).ShouldBe((AccessMode.Reveal, AccessPurpose.ServiceDelivery));
        look.Fields.ShouldBe(["accessInstructions", "address", "location", "name"]);
    }

    /// <summary>The inline read models with a row from the very transaction that recorded the adviser's newest event of the type.</summary>
    private async Task<List<string>> WrittenBeside(string type)
    {
        List<string> written = [];
        foreach (var table in await server.Rows("select relid::regclass::text from pg_stat_user_tables where relname ~ '^(unique_claim|blind_index|mt_doc_.*details|cleaner_booking)$'"))
            if (await server.Rows(
                $"select 1 from {table[0]} where xmin = (select xmin from mt_events where type = $1 and user_name = $2 order by seq_id desc limit 1) limit 1",
                type, company.Adviser.AccountId.ToString()) is not [])
                written.Add((string)table[0]);
        return written;
    }
}
