using CleaningEvents.Api.Access;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;

namespace CleaningEvents.Tests.Access;

/// <summary>Anybody reports misuse; whom it is about neither sees nor handles it, nor learns who said so.</summary>
public class ReportMisuseTests(Server server)
{
    private const string What = "Somebody else works under this number.";

    [Fact]
    public async Task an_employee_reports_misuse_of_their_own_account()
    {
        var (_, cleaner) = await server.Company.Cleaner();
        var id = await Reported(cleaner, null);

        var view = (await server.Company.Security.Get($"/api/access/cases/{id}")).ShouldBe(200).Read<CaseView>();
        (view.Case.SubjectId, view.Case.Reported, view.LooksFor).ShouldBe((cleaner.AccountId, What, null));
        (await cleaner.Get($"/api/access/cases/{id}")).ShouldBe(403);
    }

    [Fact]
    public async Task the_same_report_comes_twice_and_is_one_case()
    {
        var (_, cleaner) = await server.Company.Cleaner();
        var report = new ReportMisuse(Guid.CreateVersion7(), What);
        (await cleaner.Post("/api/access/misuse-reports", report)).ShouldBe(201);
        (await cleaner.Post("/api/access/misuse-reports", report)).ShouldBe(201);
        (await server.Events(report.CaseId)).Count.ShouldBe(1);
        (await cleaner.Post("/api/access/misuse-reports", report with { What = "Another" })).ShouldBeRefused("id-taken");
    }

    [Fact]
    public async Task an_account_that_is_not_there_is_named_as_the_fault() =>
        (await server.Company.Dispatcher.Post("/api/access/misuse-reports", new ReportMisuse(Guid.CreateVersion7(), What, "E-nobody"))).ShouldBe(400).Body.ShouldContain("employeeNumber");

    [Fact]
    public async Task an_administrator_neither_reads_nor_handles_a_case_about_themselves()
    {
        var accused = await server.Company.Employ(Positions.SecurityAdministrator, Scope.Company);
        var id = await Reported(server.Company.Dispatcher, accused.AccountId);

        (await accused.Get($"/api/access/cases/{id}")).ShouldBe(404);
        (await accused.Get($"/api/access/cases?accountId={accused.AccountId}")).ShouldBe(200).Read<Page<MisuseCaseDetails>>().Items.ShouldBeEmpty();
        (await accused.Post($"/api/access/cases/{id}/assign", new AssignCase(accused.AccountId))).ShouldBeRefused("case-about-oneself");
        (await accused.Post($"/api/access/cases/{id}/note", new NoteOnCase("It was not me."))).ShouldBeRefused("case-about-oneself");
    }

    [Fact]
    public async Task a_case_goes_from_open_to_closed()
    {
        var (_, accused) = await server.Company.Cleaner();
        var id = await Reported(server.Company.Dispatcher, accused.AccountId);
        var security = server.Company.Security;
        (await security.Post($"/api/access/cases/{id}/confirm", new ConfirmCase("Seen."))).ShouldBeRefused("case-not-assigned");
        (await security.Post($"/api/access/cases/{id}/assign", new AssignCase(security.AccountId))).ShouldBe(204);
        (await security.Post($"/api/access/cases/{id}/note", new NoteOnCase("Asked the foreman."))).ShouldBe(204);
        (await security.Post($"/api/access/cases/{id}/close", new { })).ShouldBeRefused("case-not-reviewed");
        (await security.Post($"/api/access/cases/{id}/confirm", new ConfirmCase("Seen by two."))).ShouldBe(204);
        (await security.Post($"/api/access/cases/{id}/close", new { })).ShouldBe(204);

        var found = (await security.Get($"/api/access/cases/{id}")).Read<CaseView>().Case;
        (found.Status, found.Reason, found.ReviewedBy, found.Notes.Single().Note).ShouldBe((MisuseCaseStatus.Closed, "Seen by two.", security.AccountId, "Asked the foreman."));
    }

    [Fact]
    public async Task who_asks_for_all_that_is_held_about_them_does_not_learn_who_reported_them()
    {
        var (_, accused) = await server.Company.Cleaner();
        var reporter = await server.Company.Employ(Positions.Dispatcher, Scope.Branch);
        await Reported(reporter, accused.AccountId);

        var held = (await (await server.Company.Officer()).Get($"/api/governance/subjects/{accused.AccountId}/data")).ShouldBe(200).Body;
        held.ShouldContain("account_misuse_reported");
        held.ShouldNotContain($"{reporter.AccountId}");
    }

    private async Task<Guid> Reported(Person by, Guid? accountId)
    {
        var number = accountId is { } id ? (await server.Load<AccountDetails>(id))!.EmployeeNumber : null;
        var report = new ReportMisuse(Guid.CreateVersion7(), What, number);
        (await by.Post("/api/access/misuse-reports", report)).ShouldBe(201).Location.ShouldBe($"/api/access/cases/{report.CaseId}");
        return report.CaseId;
    }
}
