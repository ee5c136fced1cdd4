using CleaningEvents.Api.Dispatch;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Projections.Dispatch;

namespace CleaningEvents.Tests.Dispatch;

public class WorkingDayTests(Server server)
{
    private readonly Company company = server.Company;

    [Fact]
    public async Task a_job_goes_from_booking_to_completion()
    {
        server.Clock.TurnTo(Company.At(10));
        var (cleaner, cleo) = await company.Cleaner();
        var job = await company.Job();
        var url = $"/api/dispatch/jobs/{job}";

        var assigned = (await company.Dispatcher.Post($"{url}/assign", Company.Crew((cleaner, 10)), ifMatch: "\"1\"")).ShouldBe(204);
        assigned.ETag.ShouldBe("\"2\"");
        (await cleo.Post($"{url}/check-in", new CheckIn(cleaner, CheckInMethod.Gps, Place: Company.Piazza, AccuracyMetres: 10))).ShouldBe(204);
        (await cleo.Post($"{url}/record-item", new RecordChecklistItem(cleaner, "kitchen", ItemOutcome.Done))).ShouldBe(204);
        (await cleo.Post($"{url}/check-out", new CheckOut(cleaner))).ShouldBe(204);
        var completed = (await cleo.Post($"{url}/complete", new CompleteJob(cleaner, CompletionOutcome.Full, CustomerSignedBy: "R. Rossi"))).ShouldBe(204);

        var answer = (await cleo.Get(url)).ShouldBe(200);
        answer.ETag.ShouldBe("\"6\"");
        answer.Position.ShouldBe(completed.Position);
        var details = answer.Read<JobDetails>();
        details.Status.ShouldBe(JobStatus.Completed);
        details.Crew.ShouldHaveSingleItem().Verdict.ShouldBe(GeofenceVerdict.Inside);
        details.Completion!.Outcome.ShouldBe(CompletionOutcome.Full);
    }

    [Fact]
    public async Task the_board_shows_the_day_up_to_the_position_asked_for()
    {
        var (cleaner, _) = await company.Cleaner();
        var job = await company.Job();
        var assigned = await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/assign", Company.Crew((cleaner, 10)));

        var answer = (await company.Dispatcher.Get($"/api/dispatch/board?branchId={company.BranchId}&day=2026-03-02&atLeast={assigned.Position}")).ShouldBe(200);

        var board = answer.Read<Board>();
        board.Position.ShouldBeGreaterThanOrEqualTo(assigned.Position!.Value);
        var card = board.Jobs.Single(x => x.Id == job);
        card.Status.ShouldBe(JobStatus.Assigned);
        board.Cleaners[cleaner].ShouldBe("Cleo Example");
        board.Sites[card.SiteId].ShouldBe("Office");
    }

    [Fact]
    public async Task a_fault_in_the_shape_is_named_as_the_request_names_the_member()
    {
        var book = Company.Booking(await company.Site(), new BookJob.Part("regular", DurationMinutes: 0));

        (await company.Dispatcher.Post("/api/dispatch/jobs", book)).ShouldBe(400).Body.ShouldContain("\"positions[0].durationMinutes\"");
    }
}
