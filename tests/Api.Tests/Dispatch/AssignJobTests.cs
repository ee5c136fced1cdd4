using CleaningEvents.Api.Dispatch;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Projections.Dispatch;
using Npgsql;

namespace CleaningEvents.Tests.Dispatch;

public class AssignJobTests(Server server)
{
    private readonly Company company = server.Company;

    [Fact]
    public async Task of_many_jobs_at_one_time_a_cleaner_gets_one()
    {
        var (cleaner, _) = await company.Cleaner();
        var site = await company.Site();
        var jobs = await Jobs(8, site);
        var before = await HolesInTheLog();

        var answers = await Task.WhenAll(jobs.Select((job, i) => Assign(job, (cleaner, 10 + i * 0.1))));

        answers.Count(x => (int)x.Status is 204).ShouldBe(1);
        answers.Where(x => (int)x.Status is not 204).ShouldAllBe(x => x.Rule == "cleaner-not-free");
        (await Bookings(cleaner)).ShouldBe(1);
        // Losers decide after the winner and never draw a number, so the log has no hole for read models to wait at.
        (await HolesInTheLog()).ShouldBe(before);
    }

    [Fact]
    public async Task jobs_one_after_the_other_all_go_to_the_cleaner()
    {
        var (cleaner, _) = await company.Cleaner();
        var site = await company.Site();
        var jobs = await Jobs(6, site);

        var answers = await Task.WhenAll(jobs.Select((job, i) => Assign(job, (cleaner, 9 + i))));

        answers.ShouldAllBe(x => (int)x.Status == 204);
        (await Bookings(cleaner)).ShouldBe(6);
    }

    [Fact]
    public async Task crews_of_the_same_people_do_not_wait_for_each_other_for_ever()
    {
        var (ana, _) = await company.Cleaner();
        var (bea, _) = await company.Cleaner();
        var site = await company.Site();
        BookJob.Part[] pair = [new("regular", 60), new("regular", 60)];
        var jobs = new List<Guid>();
        for (var i = 0; i < 6; i++) jobs.Add(await company.Job(site, pair));

        var answers = await Task.WhenAll(jobs.Select((job, i) => i % 2 is 0 ? Assign(job, (ana, 10), (bea, 10)) : Assign(job, (bea, 10), (ana, 10))));

        answers.Count(x => (int)x.Status is 204).ShouldBe(1);
        (await Bookings(ana)).ShouldBe(1);
        (await Bookings(bea)).ShouldBe(1);
    }

    [Fact]
    public async Task the_database_itself_refuses_overlapping_bookings()
    {
        const string insert = "insert into dispatch.cleaner_booking (job_id, position, cleaner_id, planned) values ($1, 1, $2, tstzrange($3, $4))";
        var cleaner = Guid.CreateVersion7();
        await server.Rows(insert, Guid.CreateVersion7(), cleaner, Company.At(9).UtcDateTime, Company.At(10).UtcDateTime);
        await server.Rows(insert, Guid.CreateVersion7(), cleaner, Company.At(10).UtcDateTime, Company.At(11).UtcDateTime);

        var refused = await Should.ThrowAsync<PostgresException>(
            server.Rows(insert, Guid.CreateVersion7(), cleaner, Company.At(9.5).UtcDateTime, Company.At(10.5).UtcDateTime));

        refused.ConstraintName.ShouldBe("cleaner_on_two_jobs_at_once");
    }

    [Fact]
    public async Task a_cancelled_job_frees_the_cleaner_at_once()
    {
        var (cleaner, _) = await company.Cleaner();
        var jobs = await Jobs(2, await company.Site());
        (await Assign(jobs[0], (cleaner, 10))).ShouldBe(204);
        (await Assign(jobs[1], (cleaner, 10))).ShouldBeRefused("cleaner-not-free");

        (await company.Dispatcher.Post($"/api/dispatch/jobs/{jobs[0]}/cancel", new CancelJob(CancellationReason.CustomerChangedPlans))).ShouldBe(204);

        (await Assign(jobs[1], (cleaner, 10))).ShouldBe(204);
    }

    [Fact]
    public async Task a_rescheduled_job_frees_the_cleaner_and_waits_for_a_new_crew()
    {
        var (cleaner, _) = await company.Cleaner();
        var jobs = await Jobs(2, await company.Site());
        (await Assign(jobs[0], (cleaner, 10))).ShouldBe(204);

        var move = new RescheduleJob(new StartWindow(Company.At(33), Company.At(34)), RescheduleReason.CustomerAskedForAnotherTime, "Asked for Tuesday.");
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{jobs[0]}/reschedule", move)).ShouldBe(204);

        (await Assign(jobs[1], (cleaner, 10))).ShouldBe(204);
        var details = (await server.Load<JobDetails>(jobs[0]))!;
        (details.Status, details.ServiceOn).ShouldBe((JobStatus.Booked, new DateOnly(2026, 3, 3)));
    }

    [Fact]
    public async Task a_reassigned_job_frees_who_left_and_keeps_who_came()
    {
        server.Clock.TurnTo(Company.At(10));
        var (ana, anna) = await company.Cleaner();
        var (bea, _) = await company.Cleaner();
        var (cleo, _) = await company.Cleaner();
        var job = await company.Job(null, new BookJob.Part("regular", 60), new BookJob.Part("regular", 60));
        (await Assign(job, (ana, 10), (bea, 10))).ShouldBe(204);
        (await anna.Post($"/api/dispatch/jobs/{job}/check-in", new CheckIn(ana, CheckInMethod.Qr))).ShouldBe(204);

        var crew = Company.Crew((ana, 10), (cleo, 10));
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/reassign", new ReassignJob(crew.Crew, crew.LeadCleanerId, "Ill."))).ShouldBe(204);

        ((await Bookings(ana)), (await Bookings(bea)), (await Bookings(cleo))).ShouldBe((1, 0, 1));
        (await server.Load<JobDetails>(job))!.Crew.Single(x => x.CleanerId == ana).CheckedInAt.ShouldNotBeNull();
        (await server.Rows("select checked_in from dispatch.cleaner_booking where cleaner_id = $1", ana)).Single().Single().ShouldBe(true);
    }

    [Fact]
    public async Task a_cleaner_is_on_one_site_at_a_time()
    {
        server.Clock.TurnTo(Company.At(10));
        var (cleaner, cleo) = await company.Cleaner();
        var jobs = await Jobs(2, await company.Site());
        (await Assign(jobs[0], (cleaner, 10))).ShouldBe(204);
        (await Assign(jobs[1], (cleaner, 11))).ShouldBe(204);
        (await cleo.Post($"/api/dispatch/jobs/{jobs[0]}/check-in", new CheckIn(cleaner, CheckInMethod.Qr))).ShouldBe(204);

        (await cleo.Post($"/api/dispatch/jobs/{jobs[1]}/check-in", new CheckIn(cleaner, CheckInMethod.Qr))).ShouldBeRefused("checked-in-elsewhere");
    }

    [Fact]
    public async Task a_dispatcher_says_what_she_saw_and_an_old_screen_is_refused()
    {
        var (cleaner, _) = await company.Cleaner();
        var job = await company.Job();

        (await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/assign", Company.Crew((cleaner, 10)), ifMatch: null)).ShouldBe(428);
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{job}/assign", Company.Crew((cleaner, 10)), ifMatch: "\"7\"")).ShouldBe(412);
        (await server.Events(job)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task an_unknown_cleaner_is_named_by_its_field()
    {
        var answer = (await Assign(await company.Job(), (Guid.CreateVersion7(), 10))).ShouldBe(400);

        answer.Rule.ShouldBe("unknown-reference");
        answer.Body.ShouldContain("cleanerId");
    }

    [Fact]
    public async Task a_dispatcher_of_another_branch_is_not_permitted()
    {
        var branch = Guid.CreateVersion7();
        await server.Given<Branch>(branch, new BranchOpened(branch, $"Modena {branch}", "Europe/Rome", "EUR"));
        var stranger = await company.Employ(Positions.Dispatcher, Scope.Branch, branch);
        var (cleaner, _) = await company.Cleaner();
        var job = await company.Job();

        (await stranger.Post($"/api/dispatch/jobs/{job}/assign", Company.Crew((cleaner, 10)))).ShouldBe(403);
        (await stranger.Get($"/api/dispatch/jobs/{job}")).ShouldBe(403);
        (await stranger.Get($"/api/dispatch/board?branchId={company.BranchId}&day=2026-03-02")).ShouldBe(403);
        (await server.Events(job)).Count.ShouldBe(1);
    }

    private Task<Answer> Assign(Guid job, params (Guid, double)[] crew) =>
        company.Dispatcher.Post($"/api/dispatch/jobs/{job}/assign", Company.Crew(crew));

    private async Task<List<Guid>> Jobs(int count, Guid site)
    {
        List<Guid> jobs = [];
        for (var i = 0; i < count; i++) jobs.Add(await company.Job(site));
        return jobs;
    }

    private async Task<int> Bookings(Guid cleaner) =>
        (await server.Rows("select job_id from dispatch.cleaner_booking where cleaner_id = $1", cleaner)).Count;

    private async Task<long> HolesInTheLog() =>
        (long)(await server.Rows("select s.last_value - (select count(*) from mt_events) from mt_events_sequence s")).Single().Single();
}
