using System.Text.Encodings.Web;
using System.Text.Json;
using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Dispatch;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Governance;

namespace CleaningEvents.Tests.Governance;

/// <summary>A subject gets all that is held about it and nothing of others, and that it was handed out is on record first.</summary>
public class DiscloseSubjectTests(Server server)
{
    private const string Html = "text/html";
    private const string Json = "application/json";

    private static readonly string[] OfCustomer = ["Bar <script>alert(1)</script>", "+39 051 000", "Via Tulipano 7", "Key under the pot", "The kitchen is wet", "Closed for a wedding"];
    private static readonly string[] OfCleaner = ["Broke the blue vase", "Battery was empty"];

    private readonly Company company = server.Company;

    [Theory]
    [InlineData(Json)]
    [InlineData(Html)]
    public async Task a_customer_gets_all_that_is_held_about_them_and_nothing_about_others(string form)
    {
        var here = await Play();
        var other = await Play("Other ");

        var told = await Disclose(here.Customer, form);

        OfCustomer.Where(x => !Tells(told, x, form)).ShouldBeEmpty();
        OfCleaner.Concat(OfCustomer.Select(x => $"Other {x}")).Where(x => Tells(told, x, form)).ShouldBeEmpty();
        told.Body.ShouldNotContain(other.Customer.ToString());
        Tells(told, "[another person's]", form).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Json)]
    [InlineData(Html)]
    public async Task an_employee_gets_all_that_is_held_about_them_as_a_cleaner_too(string form)
    {
        var here = await Play();

        var told = await Disclose(here.Account, form);

        OfCleaner.Append("Ada Example").Append("Cleo Example").Append($"ID{here.Account:N}").Where(x => !Tells(told, x, form)).ShouldBeEmpty();
        OfCustomer.Where(x => Tells(told, x, form)).ShouldBeEmpty();
        told.Body.ShouldContain(here.Cleaner.ToString());
    }

    [Theory]
    [InlineData(Json)]
    [InlineData(Html)]
    public async Task of_who_was_erased_only_replacements_are_left(string form)
    {
        var customer = (await Play()).Customer;
        await Erase(customer);

        var told = await Disclose(customer, form);

        OfCustomer.Where(x => Tells(told, x, form)).ShouldBeEmpty();
        Tells(told, "[erased]", form).ShouldBeTrue();
    }

    [Fact]
    public async Task each_event_tells_where_when_what_and_who()
    {
        var here = await Play();

        using var told = JsonDocument.Parse((await Disclose(here.Customer)).Body);

        var registered = told.RootElement.GetProperty("events")[0];
        registered.GetProperty("type").GetString().ShouldBe("customer_registered");
        registered.GetProperty("recordedBy").GetGuid().ShouldBe(company.Adviser.AccountId);
        registered.GetProperty("position").GetInt64().ShouldBePositive();
        told.RootElement.GetProperty("events").EnumerateArray().Select(x => x.GetProperty("type").GetString()).ShouldBe(
        [
            "customer_registered", "contact_changed", "site_registered", "cleaner_preference_set", "job_booked", "job_assigned", "cleaner_checked_in",
            "checklist_item_recorded", "job_cancelled",
        ]);
        told.RootElement.GetProperty("kind").GetString().ShouldBe("Customer");
        told.RootElement.GetProperty("keptFor").EnumerateArray().Select(x => x.GetProperty("purpose").GetString()).ShouldBe(["Contact", "Premises", "Notes"]);
    }

    [Fact]
    public async Task what_an_employee_only_recorded_is_told_without_its_content()
    {
        var adviser = await company.Employ(Positions.CustomerAdviser, Scope.Company);
        var customer = new RegisterCustomer(Guid.CreateVersion7(), company.BranchId, "Recorded by an employee");
        (await adviser.Post("/api/crm/customers", customer)).ShouldBe(201);

        using var told = JsonDocument.Parse((await Disclose(adviser.AccountId)).Body);

        var recorded = told.RootElement.GetProperty("events").EnumerateArray().Single(x => x.GetProperty("type").GetString() is "customer_registered");
        recorded.GetProperty("data").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task a_disclosure_is_on_record_with_who_asked_and_how_much_was_handed_out()
    {
        var customer = (await Play()).Customer;
        var officer = await Officer();

        using var told = JsonDocument.Parse((await officer.Get(UrlOf(customer))).ShouldBe(200).Body);

        var disclosed = (await server.Events(DataSubject.IdOf(customer))).ShouldHaveSingleItem().ShouldBeOfType<SubjectDataDisclosed>();
        disclosed.Events.ShouldBe(told.RootElement.GetProperty("events").GetArrayLength());
        disclosed.Documents.ShouldBe(told.RootElement.GetProperty("documents").GetArrayLength());
        (await server.Rows("select user_name from public.mt_events where stream_id = $1", DataSubject.IdOf(customer)))[0][0].ShouldBe(officer.AccountId.ToString());
        (await server.Load<DataSubjectDetails>(DataSubject.IdOf(customer))).ShouldNotBeNull();
        (await Disclose(customer)).Body.ShouldContain("subject_data_disclosed");
    }

    [Fact]
    public async Task nothing_is_handed_out_that_cannot_be_recorded()
    {
        var customer = (await Play()).Customer;
        var officer = await Officer();
        await server.Rows(
            """
            create function public.refuse_disclosure() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$;
            create trigger refuse_disclosure before insert on public.mt_events for each row when (new.type = 'subject_data_disclosed') execute function public.refuse_disclosure();
            """);
        try
        {
            var answer = await officer.Get(UrlOf(customer));

            answer.ShouldBe(503);
            answer.ContentType.ShouldBe("application/problem+json");
            OfCustomer.Where(answer.Body.Contains).ShouldBeEmpty();
        }
        finally
        {
            await server.Rows("drop function public.refuse_disclosure() cascade");
        }
    }

    [Fact]
    public async Task the_page_runs_no_script_and_is_kept_in_no_cache()
    {
        var customer = (await Play()).Customer;
        using var client = server.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, UrlOf(customer));
        request.Headers.Authorization = new("Bearer", server.TokenOf((await Officer()).AccountId));
        request.Headers.Add("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe(Html);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'nonce-");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("<script");
    }

    [Theory]
    [InlineData(";;", Json)]
    [InlineData("image/*", Json)]
    [InlineData("*/*", Json)]
    [InlineData("text/html;q=0.1, application/json;q=0.2", Json)]
    [InlineData("application/json;q=0, TEXT/HTML;q=0.1", Html)]
    public async Task the_form_is_the_one_preferred_else_json(string accepted, string form)
    {
        var answer = await (await Officer()).Send(HttpMethod.Get, UrlOf(company.Adviser.AccountId), content: null, ifMatch: null, key: null, ("Accept", accepted));

        answer.ShouldBe(200).ContentType.ShouldBe(form);
    }

    [Fact]
    public async Task only_a_customer_or_an_account_is_a_subject()
    {
        var here = await Play();
        var officer = await Officer();

        foreach (var id in new[] { here.Cleaner, here.Site, Guid.CreateVersion7(), Guid.Empty })
            (await officer.Get(UrlOf(id))).ShouldBe(404);
    }

    [Fact]
    public async Task a_disclosure_needs_its_permission_for_the_whole_company()
    {
        var customer = (await Play()).Customer;
        var officer = await company.Employ(Positions.DataProtectionOfficer, Scope.Branch);

        foreach (var person in new[] { company.Security, company.Auditor, company.Adviser, officer })
            (await person.Get(UrlOf(customer))).ShouldBe(403);
        (await server.Events(DataSubject.IdOf(customer))).ShouldBeEmpty();
    }

    /// <summary>A customer with one job that a cleaner begins, in words that are found nowhere else.</summary>
    private async Task<(Guid Customer, Guid Site, Guid Cleaner, Guid Account)> Play(string prefix = "")
    {
        server.Clock.TurnTo(Company.At(9));
        var words = OfCustomer.Select(x => prefix + x).ToList();
        var customer = new RegisterCustomer(Guid.CreateVersion7(), company.BranchId, prefix + "Bar");
        (await company.Adviser.Post("/api/crm/customers", customer)).ShouldBe(201);
        (await company.Adviser.Post($"/api/crm/customers/{customer.CustomerId}/change-contact", new ChangeContact(words[0], words[1], null))).ShouldBe(204);
        var site = new RegisterSite(Guid.CreateVersion7(), customer.CustomerId, "Office", words[2], Company.Piazza, AccessInstructions: words[3]);
        (await company.Adviser.Post("/api/crm/sites", site)).ShouldBe(201);
        var (cleaner, person) = await company.Cleaner();
        (await company.Adviser.Post($"/api/crm/sites/{site.SiteId}/prefer-cleaner", new PreferCleaner(cleaner, CleanerPreference.Preferred, prefix + OfCleaner[0]))).ShouldBe(204);
        var job = await company.Job(site.SiteId);
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/assign", Company.Crew((cleaner, 9)))).ShouldBe(204);
        (await person.Post($"/api/dispatch/jobs/{job}/check-in", new CheckIn(cleaner, CheckInMethod.Manual, Reason: prefix + OfCleaner[1]))).ShouldBe(204);
        (await person.Post($"/api/dispatch/jobs/{job}/record-item", new RecordChecklistItem(cleaner, "kitchen", ItemOutcome.Skipped, words[4]))).ShouldBe(204);
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/cancel", new CancelJob(CancellationReason.CompanyWeather, words[5]))).ShouldBe(204);
        await server.CaughtUp();
        return (customer.CustomerId, site.SiteId, cleaner, person.AccountId);
    }

    private async Task Erase(Guid customer)
    {
        var id = DataSubject.IdOf(customer);
        await server.Given<DataSubject>(id, new ErasureOrdered(id, customer, SubjectKind.Customer, [customer], ErasureGround.SubjectAsked, server.Clock.GetUtcNow()));
        for (var i = 0; i < 100 && (await server.Load<DataSubjectDetails>(id))!.Erasure is not ErasureStatus.Erased; i++)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        (await server.Load<DataSubjectDetails>(id))!.Erasure.ShouldBe(ErasureStatus.Erased);
    }

    private async Task<Answer> Disclose(Guid subject, string form = Json)
    {
        var answer = await (await Officer()).Send(HttpMethod.Get, UrlOf(subject), content: null, ifMatch: null, key: null, ("Accept", form));
        answer.ShouldBe(200).ContentType.ShouldBe(form);
        return answer;
    }

    private Task<Person> Officer() => company.Employ(Positions.DataProtectionOfficer, Scope.Company);

    private static bool Tells(Answer answer, string value, string form) =>
        answer.Body.Contains(form is Html ? HtmlEncoder.Default.Encode(value) : JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value));

    private static string UrlOf(Guid subject) => $"/api/governance/subjects/{subject}/data";
}
