using CleaningEvents.Api.Access;
using CleaningEvents.Api.Governance;
using CleaningEvents.Api.Governance.Courses;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Governance;
using Microsoft.Extensions.DependencyInjection;

namespace CleaningEvents.Tests.Governance;

public class TrainingTests(Server server)
{
    private const string Attempts = "/api/governance/course-attempts";

    private static readonly CoursePublished Basic = StandardCourse.Read();

    private readonly Company company = server.Company;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static AttemptCourse Right => new(Course.BasicSecurity, Basic.Edition, [.. Basic.Questions.Select(x => x.Right)]);

    private static AttemptCourse Wrong => Right with { Answers = [.. Basic.Questions.Select(_ => Array.Empty<int>())] };

    [Fact]
    public void the_course_that_comes_with_the_product_is_one()
    {
        Course.Publish(existing: null, Basic).Refusal.ShouldBeNull();
        Basic.CourseId.ShouldBe(Course.BasicSecurity);
        Basic.Questions.Count.ShouldBeGreaterThanOrEqualTo(12);
        Basic.Pages.SelectMany(x => new[] { x.Title.Chinese, x.Text.Chinese }).ShouldAllBe(x => x.Any(y => y >= '\u4e00' && y <= '\u9fff'));
    }

    [Fact]
    public async Task before_the_course_is_passed_no_role_opens_anything()
    {
        var newcomer = await Newcomer();

        var refused = (await newcomer.Get("/api/access/roles")).ShouldBe(403);
        refused.Body.ShouldContain("training-required");
        refused.Body.ShouldContain($"/api/governance/courses/{Course.BasicSecurity}");

        (await newcomer.Post(Attempts, Right)).ShouldBe(200).Read<AttemptResult>().ShouldSatisfyAllConditions(x => x.Passed.ShouldBeTrue(), x => x.Score.ShouldBe(100));
        (await newcomer.Get("/api/access/roles")).ShouldBe(200);
    }

    [Fact]
    public async Task a_sensitive_role_gives_nothing_to_whom_it_was_granted_without_training()
    {
        var newcomer = await Newcomer(Positions.SecurityAdministrator);

        (await newcomer.Post("/api/access/roles", new DefineRole(Guid.CreateVersion7(), $"Role {Guid.NewGuid()}", []))).ShouldBe(403).Body.ShouldContain("training-required");
        (await server.Host.Services.GetRequiredService<Actors>().Find(newcomer.AccountId, Cancelled))!.Reaches.ShouldBeEmpty();
    }

    [Fact]
    public async Task the_second_person_needs_training_too()
    {
        var newcomer = await Newcomer(Positions.SystemAdministrator);
        var proposed = (await company.Security.Post("/api/governance/two-person-rules", new SetTwoPersonRule("close-branch", Permission.ApproveChanges, 1, []))).ShouldBe(202);

        (await newcomer.Post($"{proposed.Location}/approve", new { })).ShouldBe(403);
    }

    [Fact]
    public async Task the_course_is_read_without_any_right_and_without_its_answers()
    {
        var newcomer = await Newcomer();

        var one = (await newcomer.Get($"/api/governance/courses/{Course.BasicSecurity}")).ShouldBe(200);
        one.Read<CourseDetails>().Questions.Count.ShouldBe(Basic.Questions.Count);
        one.Body.ShouldNotContain("right\":");
        (await newcomer.Get("/api/governance/courses")).ShouldBe(200).Body.ShouldNotContain("right\":");
        (await newcomer.Get($"/api/audit/streams/{Course.BasicSecurity}/events")).ShouldBe(403);
    }

    [Fact]
    public async Task who_fails_learns_where_and_stays_outside()
    {
        var newcomer = await Newcomer();

        var result = (await newcomer.Post(Attempts, Wrong)).ShouldBe(200).Read<AttemptResult>();

        (result.Passed, result.Score, result.ValidUntil).ShouldBe((false, 0, null));
        result.Wrong.ShouldBe(Enumerable.Range(1, Basic.Questions.Count));
        (await newcomer.Get("/api/access/roles")).ShouldBe(403);
    }

    [Fact]
    public async Task ten_attempts_at_once_are_no_way_around_their_number()
    {
        var newcomer = await Newcomer();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => newcomer.Post(Attempts, Wrong)));

        var failed = (await server.Events(Training.IdOf(newcomer.AccountId, Course.BasicSecurity))).OfType<TrainingFailed>().Count();
        failed.ShouldBe(answers.Count(x => (int)x.Status is 200));
        failed.ShouldBeInRange(1, Basic.AttemptsPerDay);
        for (var left = Basic.AttemptsPerDay - failed; left > 0; left--)
            (await newcomer.Post(Attempts, Wrong)).ShouldBe(200);
        (await newcomer.Post(Attempts, Right)).ShouldBeRefused("attempts-used-up");
    }

    [Fact]
    public async Task the_same_attempt_sent_again_has_the_same_result()
    {
        var newcomer = await Newcomer();
        var first = (await newcomer.Post(Attempts, Wrong, key: "first")).ShouldBe(200);
        (await newcomer.Post(Attempts, Right)).ShouldBe(200);

        (await newcomer.Post(Attempts, Wrong, key: "first")).ShouldBe(200).Body.ShouldBe(first.Body);
    }

    [Fact]
    public async Task a_certificate_is_the_holders_to_read_and_the_supervisors()
    {
        var newcomer = await Newcomer();
        var passed = (await newcomer.Post(Attempts, Right)).ShouldBe(200);

        (await newcomer.Get(passed.Location!)).ShouldBe(200).Read<TrainingDetails>().LastScore.ShouldBe(100);
        (await newcomer.Get("/api/access/me/trainings")).ShouldBe(200).Read<Page<TrainingDetails>>().Items.ShouldHaveSingleItem();
        (await company.Dispatcher.Get(passed.Location!)).ShouldBe(403);
        (await company.Auditor.Get(passed.Location!)).ShouldBe(200);
    }

    [Fact]
    public async Task a_certificate_counts_for_nothing_from_its_end_on_and_is_due_two_weeks_before()
    {
        server.Clock.TurnTo(Company.At(10));
        var (newcomer, training) = await Passed();
        var end = (await newcomer.Get(training)).Read<TrainingDetails>().ValidUntil!.Value;
        try
        {
            server.Clock.TurnTo(end.AddDays(-14));
            await Look();
            (await Due(newcomer, end.AddTicks(10))).ShouldBe(end);
            (await newcomer.Get("/api/access/roles")).ShouldBe(200);

            server.Clock.TurnTo(end.AddTicks(-10));
            (await newcomer.Get("/api/access/roles")).ShouldBe(200);
            server.Clock.TurnTo(end);
            (await newcomer.Get("/api/access/roles")).ShouldBe(403);

            await Look();
            await Look();
            (await server.Events(Guid.Parse(training.Split('/')[^1]))).Select(x => x.GetType())
                .ShouldBe([typeof(TrainingPassed), typeof(TrainingAssigned), typeof(CertificateExpired)]);
        }
        finally
        {
            server.Clock.TurnTo(Company.At(10));
        }
    }

    [Fact]
    public async Task whoever_is_new_gets_the_course_assigned()
    {
        var newcomer = await Newcomer();

        await Look();

        (await Due(newcomer, server.Clock.GetUtcNow().AddTicks(10))).ShouldNotBeNull();
    }

    [Fact]
    public async Task training_done_elsewhere_takes_two_people()
    {
        var newcomer = await Newcomer();
        var record = new RecordTraining(newcomer.AccountId, Course.BasicSecurity, DateOnly.FromDateTime(server.Clock.GetUtcNow().UtcDateTime), "Certificate 17");
        (await company.Security.Post("/api/governance/two-person-rules", new SetTwoPersonRule("record-training", Permission.ApproveChanges, 1, []))).ShouldBeRefused("always-two-people");

        var proposed = (await company.Security.Post("/api/governance/outside-trainings", record)).ShouldBe(202);
        (await newcomer.Get("/api/access/roles")).ShouldBe(403);
        (await company.Security.Post($"{proposed.Location}/approve", new { })).ShouldBe(403);
        (await company.System.Post($"{proposed.Location}/approve", new { })).ShouldBe(204);

        (await newcomer.Get("/api/access/roles")).ShouldBe(200);
    }

    [Fact]
    public async Task another_edition_asks_everybody_who_attempts_it()
    {
        var course = new PublishCourse(Guid.CreateVersion7(), Basic.Title, Basic.Pages, Basic.Questions, PassMark: 100, AttemptsPerDay: 1, ValidForDays: 30);
        (await company.Security.Post("/api/governance/courses", course)).ShouldBe(201);
        (await company.Security.Post("/api/governance/courses", course with { PassMark = 90 })).ShouldBe(201);
        var newcomer = await Newcomer();

        (await newcomer.Post(Attempts, Right with { CourseId = course.CourseId })).ShouldBeRefused("course-edition-replaced");
        (await newcomer.Post(Attempts, Right with { CourseId = course.CourseId, Edition = 2 })).ShouldBe(200);
        (await newcomer.Get("/api/access/roles")).ShouldBe(403);
    }

    [Fact]
    public async Task supervisors_assign_courses()
    {
        var newcomer = await Newcomer();
        var assign = new AssignTraining(newcomer.AccountId, Course.BasicSecurity, server.Clock.GetUtcNow().AddDays(7));

        (await company.Security.Post("/api/governance/trainings", assign)).ShouldBe(201);

        (await Due(newcomer, assign.DueAt.AddTicks(10))).ShouldBe(assign.DueAt);
        (await company.Security.Post("/api/governance/trainings", assign with { CourseId = Guid.CreateVersion7() })).ShouldBe(400).Rule.ShouldBe("unknown-reference");
    }

    [Fact]
    public async Task trainings_are_rebuilt_as_they_were()
    {
        var (newcomer, training) = await Passed();
        var before = (await newcomer.Get(training)).Body;

        await server.Rebuild<TrainingDetailsProjection>();

        (await newcomer.Get(training)).Body.ShouldBe(before);
    }

    private async Task<(Person Newcomer, string Training)> Passed()
    {
        var newcomer = await Newcomer();
        return (newcomer, (await newcomer.Post(Attempts, Right)).ShouldBe(200).Location!);
    }

    private Task Look() => server.Host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<KeepTrainingUp>().Single().Look(Cancelled);

    private async Task<DateTimeOffset?> Due(Person person, DateTimeOffset before) =>
        (await company.Security.Get($"/api/governance/trainings?accountId={person.AccountId}&dueBefore={before.UtcDateTime:O}"))
            .ShouldBe(200).Read<Page<TrainingDetails>>().Items.SingleOrDefault()?.DueAt;

    /// <summary>Somebody who holds a role and has not passed the course.</summary>
    private async Task<Person> Newcomer(string position = Positions.AuditAdministrator)
    {
        var id = Guid.CreateVersion7();
        await server.Given<Account>(id,
            new AccountOpened(id, $"T{id:N}"[..20], $"ID{id:N}", "Nora Example", StandardRoles.PositionOf(position), company.BranchId),
            new RoleGranted(id, company.Role(position), Scope.Company, BranchId: null, ExpiresAt: null));
        return new Person(server, id);
    }
}
