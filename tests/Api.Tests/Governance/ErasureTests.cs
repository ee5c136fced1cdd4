using System.Text.Json.Nodes;
using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Governance;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Crm;
using CleaningEvents.Projections.Governance;

namespace CleaningEvents.Tests.Governance;

/// <summary>Who is erased is unreadable everywhere, others are untouched, and the log keeps every byte.</summary>
public class ErasureTests(Server server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task an_erased_customer_reads_as_erased_wherever_they_are_shown()
    {
        var officer = await server.Company.Officer();
        var (customer, site) = await Customer("Erika Mustermann");

        await server.Company.Erase(officer, customer);

        var shown = JsonNode.Parse((await server.Company.Adviser.Get($"/api/crm/customers/{customer}")).ShouldBe(200).Body)!["customer"]!;
        ($"{shown["name"]}", $"{shown["phone"]}").ShouldBe(("[erased]", "[erased]"));
        var place = (await server.Company.Adviser.Get($"/api/crm/sites/{site}")).ShouldBe(200).Read<SiteDetails>();
        (place.Name, place.Address, place.Location, place.AccessInstructions).ShouldBe(("[erased]", "[erased]", null, null));
        foreach (var url in new[] { $"/api/audit/streams/{customer}/events", $"/api/audit/streams/{site}/state?version=1", $"/api/audit/events?stream={customer}" })
            (await server.Company.Auditor.Get(url)).ShouldBe(200).Body.ShouldNotContain("Mustermann");
    }

    [Fact]
    public async Task the_log_keeps_every_byte()
    {
        var officer = await server.Company.Officer();
        var (customer, site) = await Customer("Erika Mustermann");
        const string bytes = "select seq_id, md5(data::text) from public.mt_events where stream_id in ($1, $2) order by seq_id";
        var before = await server.Rows(bytes, customer, site);

        await server.Company.Erase(officer, customer);

        (await server.Rows(bytes, customer, site)).ShouldBe(before);
    }

    [Fact]
    public async Task others_stay_as_they_are()
    {
        var officer = await server.Company.Officer();
        var (other, site) = await Customer("Max Beispiel");
        var (customer, _) = await Customer("Erika Mustermann");

        await server.Company.Erase(officer, customer);

        (await server.Load<CustomerDetails>(other))!.Name.ShouldBe("Max Beispiel");
        (await server.Load<SiteDetails>(site))!.Address.ShouldBe("Via Example 1");
    }

    [Fact]
    public async Task nobody_writes_about_who_was_erased_until_it_is_allowed_again()
    {
        var officer = await server.Company.Officer();
        var (customer, site) = await Customer("Erika Mustermann");
        await server.Company.Erase(officer, customer);
        var adviser = server.Company.Adviser;
        var change = new ChangeContact("Erika Neu", "+49 30 9", null);

        (await adviser.Post($"/api/crm/customers/{customer}/change-contact", change)).ShouldBeRefused("subject-erased");
        (await server.Company.Dispatcher.Post("/api/dispatch/jobs", Company.Booking(site))).ShouldBeRefused("customer-erased");
        (await officer.Post($"/api/governance/subjects/{customer}/reauthorise", new ReauthoriseSubject(ReauthorisationGround.NewContract))).ShouldBe(204);
        await Eventually(async () => (int)(await adviser.Post($"/api/crm/customers/{customer}/change-contact", change)).Status is 204);

        (await server.Load<CustomerDetails>(customer))!.Name.ShouldBe("Erika Neu");
        (await server.Load<SiteDetails>(site))!.Address.ShouldBe("[erased]");
    }

    [Fact]
    public async Task a_legal_hold_forbids_it()
    {
        var officer = await server.Company.Officer();
        var (customer, _) = await Customer("Erika Mustermann");
        var hold = new PlaceLegalHold(Guid.CreateVersion7(), customer, "lawsuit 7");
        (await officer.Post("/api/governance/legal-holds", hold)).ShouldBe(201);

        (await officer.Post("/api/governance/erasures", new EraseSubject(customer, ErasureGround.SubjectAsked))).ShouldBeRefused("legal-hold");
        (await officer.Post($"/api/governance/subjects/{customer}/lift-hold", new LiftLegalHold(hold.HoldId, "settled"))).ShouldBe(204);
        await server.Company.Erase(officer, customer);
    }

    [Fact]
    public async Task who_has_open_jobs_is_not_erased()
    {
        var officer = await server.Company.Officer();
        var (customer, site) = await Customer("Erika Mustermann");
        await server.Company.Job(site);
        await server.CaughtUp();

        (await officer.Post("/api/governance/erasures", new EraseSubject(customer, ErasureGround.SubjectAsked))).ShouldBeRefused("subject-active");
    }

    [Fact]
    public async Task an_employee_is_erased_as_a_cleaner_too_once_the_law_allows()
    {
        var officer = await server.Company.Officer();
        var (cleaner, person) = await server.Company.Cleaner();
        (await server.Company.Dispatcher.Post($"/api/dispatch/cleaners/{cleaner}/leave", new { reason = "moved" })).ShouldBe(204);
        (await server.Company.Security.Post($"/api/access/accounts/{person.AccountId}/close", new { reason = "moved" })).ShouldBe(204);
        var erase = new EraseSubject(person.AccountId, ErasureGround.PurposeEnded);
        (await officer.Post("/api/governance/erasures", erase)).ShouldBeRefused("retention-duty");

        var today = server.Clock.GetUtcNow();
        server.Clock.TurnTo(today.AddYears(2));
        try
        {
            await server.Company.Erase(officer, person.AccountId);
        }
        finally
        {
            server.Clock.TurnTo(today);
        }

        (await server.Load<Projections.Access.AccountDetails>(person.AccountId))!.Name.ShouldBe("[erased]");
        var shown = (await server.Load<Projections.Dispatch.CleanerDetails>(cleaner))!;
        (shown.Name, shown.Home).ShouldBe(("[erased]", null));
    }

    [Fact]
    public async Task the_receipt_says_when_the_last_copy_of_the_keys_is_gone()
    {
        var officer = await server.Company.Officer();
        var (customer, _) = await Customer("Erika Mustermann");
        await server.Company.Erase(officer, customer);

        var receipt = (await officer.Get($"/api/governance/subjects/{customer}")).ShouldBe(200).Read<DataSubjectDetails>().Receipt!;

        receipt.KeysDestroyed.ShouldBe(2);
        receipt.Tombstone.ShouldBePositive();
        receipt.LastCopyExpiresAt.ShouldBe(receipt.ErasedAt.AddDays(14));
    }

    [Fact]
    public async Task a_rebuild_gives_what_is_shown_live()
    {
        var officer = await server.Company.Officer();
        var (customer, site) = await Customer("Erika Mustermann");
        var (other, otherSite) = await Customer("Max Beispiel");
        await server.CaughtUp();
        await server.Company.Erase(officer, customer);
        await server.CaughtUp();
        var before = await Shown(customer, site, other, otherSite);

        await server.Rebuild<CustomerDetailsProjection>();
        await server.Rebuild<SiteDetailsProjection>();
        await server.Rebuild<Projections.Analytics.DimSite>();

        (await Shown(customer, site, other, otherSite)).ShouldBe(before);
        before.ShouldContain("[erased]");
        before.ShouldContain("Max Beispiel");
    }

    private async Task<string> Shown(Guid customer, Guid site, Guid other, Guid otherSite)
    {
        var adviser = server.Company.Adviser;
        string[] urls = [$"/api/crm/customers/{customer}", $"/api/crm/sites/{site}", $"/api/crm/customers/{other}", $"/api/crm/sites/{otherSite}"];
        var shown = new JsonArray();
        foreach (var url in urls)
            shown.Add(JsonNode.Parse((await adviser.Get(url)).ShouldBe(200).Body));
        foreach (var row in await server.Rows("select row_to_json(d)::text from analytics.dim_site d where site_id in ($1, $2) order by site_id", site, otherSite))
            shown.Add((string)row[0]);
        return shown.ToJsonString();
    }

    private async Task<(Guid Customer, Guid Site)> Customer(string name)
    {
        var customer = new RegisterCustomer(Guid.CreateVersion7(), server.Company.BranchId, name, "+49 30 1");
        (await server.Company.Adviser.Post("/api/crm/customers", customer)).ShouldBe(201);
        var site = new RegisterSite(Guid.CreateVersion7(), customer.CustomerId, "Home", "Via Example 1", Company.Piazza, AccessInstructions: "Code 4711");
        (await server.Company.Adviser.Post("/api/crm/sites", site)).ShouldBe(201);
        return (customer.CustomerId, site.SiteId);
    }

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 100; tries++)
        {
            if (await holds()) return;
            await Task.Delay(50, Cancelled);
        }

        (await holds()).ShouldBeTrue();
    }
}
