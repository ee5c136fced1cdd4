using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Dispatch;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;

namespace CleaningEvents.Tests.Reading;

/// <summary>Door codes are told on the day, to who asks for them by name of a purpose, and nowhere else.</summary>
public class RevealAccessTests(Server server)
{
    private readonly Company company = server.Company;

    [Fact]
    public async Task the_way_in_is_told_to_who_asks_and_that_they_asked_is_on_record()
    {
        server.Clock.TurnTo(Company.At(8));
        var dispatcher = await company.Employ(Positions.Dispatcher, Scope.Branch);
        var site = await company.Site();
        await company.Job(site);

        (await Reveal(dispatcher, site)).ShouldBe(200).Read<RevealedAccess>().AccessInstructions.ShouldBe("Code 4711");

        var look = (await server.LooksOf(dispatcher)).ShouldHaveSingleItem();
        (look.Mode, look.Purpose, look.Class).ShouldBe((AccessMode.Reveal, AccessPurpose.ServiceDelivery, DataClass.Restricted));
        look.Records.ShouldBe([site]);
        look.Fields.ShouldBe(["accessInstructions"]);
    }

    [Fact]
    public async Task ahead_of_the_day_it_is_told_to_nobody()
    {
        var site = await company.Site();
        await company.Job(site);
        var cancelled = await company.Site();
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{await company.Job(cancelled)}/cancel", new CancelJob(CancellationReason.CompanyWeather))).ShouldBe(204);

        server.Clock.TurnTo(Company.At(-1));
        (await Reveal(company.Dispatcher, site)).ShouldBeRefused("no-job-today");
        server.Clock.TurnTo(Company.At(8));
        (await Reveal(company.Dispatcher, cancelled)).ShouldBeRefused("no-job-today");
        (await Reveal(company.Dispatcher, await company.Site())).ShouldBeRefused("no-job-today");
    }

    [Fact]
    public async Task it_needs_its_permission_in_the_branch_and_a_purpose()
    {
        server.Clock.TurnTo(Company.At(8));
        var site = await company.Site();
        await company.Job(site);

        (await Reveal(company.Adviser, site)).ShouldBe(403);
        (await Reveal(await company.Employ(Positions.Dispatcher, Scope.Branch, Guid.CreateVersion7()), site)).ShouldBe(403);
        (await Reveal(company.Dispatcher, Guid.CreateVersion7())).ShouldBe(404);
        (await company.Dispatcher.PostText($"/api/crm/sites/{site}/reveal-access", "{}", ifMatch: null, key: "")).ShouldBe(400);
        (await company.Dispatcher.PostText($"/api/crm/sites/{site}/reveal-access", """{"purpose":"Curiosity"}""", ifMatch: null, key: "")).ShouldBe(400);
    }

    [Fact]
    public async Task everywhere_else_a_site_tells_only_that_there_is_a_way_in()
    {
        server.Clock.TurnTo(Company.At(8));
        var (ana, _) = await company.Cleaner();
        var site = await company.Site();
        var job = await company.Job(site);
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/assign", Company.Crew((ana, 10)))).ShouldBe(204);
        var customer = (await company.Adviser.Get($"/api/crm/sites/{site}")).Read<CleaningEvents.Projections.Crm.SiteDetails>().CustomerId;

        foreach (var url in new[] { $"/api/crm/sites/{site}", $"/api/crm/customers/{customer}", $"/api/dispatch/cleaners/{ana}/day?day=2026-03-02", $"/api/dispatch/jobs/{job}" })
        {
            var answer = (await company.Dispatcher.Get(url)).ShouldBe(200);
            answer.Body.ShouldNotContain("4711", customMessage: url);
            if (!url.Contains("/jobs/", StringComparison.Ordinal))
                answer.Body.ShouldContain("\"hasAccessInstructions\":true");
        }
    }

    private static Task<Answer> Reveal(Person person, Guid site) =>
        person.Post($"/api/crm/sites/{site}/reveal-access", new RevealAccess(AccessPurpose.ServiceDelivery), ifMatch: null, key: "");
}
