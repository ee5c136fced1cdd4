using CleaningEvents.Api.Access;
using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Dispatch;
using CleaningEvents.Api.Governance;
using CleaningEvents.Api.Governance.Courses;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Governance;
using Position = CleaningEvents.Domain.Access.Position;

namespace CleaningEvents.Tests;

/// <summary>A small cleaning company in Bologna with one person for each position.</summary>
public sealed class Company
{
    private readonly Server server;
    private readonly Dictionary<string, Guid> roles = [];

    private Company(Server server) => this.server = server;

    public static readonly GeoPoint Piazza = new(44.4938, 11.3430);

    /// <summary>Monday, 2 March 2026, midnight in Bologna.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 3, 1, 23, 0, 0, TimeSpan.Zero);

    /// <summary>A position that gives nothing.</summary>
    public static readonly Guid Trainee = StandardRoles.PositionOf(nameof(Trainee));

    public Guid BranchId { get; } = Guid.CreateVersion7();

    public Person Security { get; private set; } = null!;
    public Person System { get; private set; } = null!;
    public Person Auditor { get; private set; } = null!;
    public Person Dispatcher { get; private set; } = null!;
    public Person Adviser { get; private set; } = null!;

    public static async Task<Company> Found(Server server)
    {
        var company = new Company(server);
        foreach (var (name, permissions) in Positions.Roles)
        {
            company.roles[name] = Guid.CreateVersion7();
            await server.Given<Role>(company.roles[name], new RoleDefined(company.roles[name], name, permissions));
            var position = StandardRoles.PositionOf(name);
            await server.Given<Position>(position, new PositionDefined(position, name, [new PositionRole(company.roles[name], Positions.ScopeOf(name))]));
        }

        await server.Given<Position>(Trainee, new PositionDefined(Trainee, nameof(Trainee), []));
        await server.Given<Course>(Course.BasicSecurity, StandardCourse.Read());
        company.Security = await company.Employ(Positions.SecurityAdministrator, Scope.Company);
        company.System = await company.Employ(Positions.SystemAdministrator, Scope.Company);
        company.Auditor = await company.Employ(Positions.AuditAdministrator, Scope.Company);
        (await company.System.Post("/api/access/branches", new OpenBranch(company.BranchId, $"Bologna {company.BranchId}", "Europe/Rome", "EUR"))).ShouldBe(201);
        company.Dispatcher = await company.Employ(Positions.Dispatcher, Scope.Branch);
        company.Adviser = await company.Employ(Positions.CustomerAdviser, Scope.Branch);
        return company;
    }

    public Guid Role(string position) => roles[position];

    /// <summary>Somebody new with an account and the role of a position.</summary>
    public async Task<Person> Employ(string position, Scope scope, Guid? branchId = null)
    {
        var id = Guid.CreateVersion7();
        await server.Given<Account>(id,
            new AccountOpened(id, $"E{id:N}"[..20], $"ID{id:N}", "Ada Example", StandardRoles.PositionOf(position), branchId ?? BranchId),
            new RoleGranted(id, roles[position], scope, scope is Scope.Branch ? branchId ?? BranchId : null, ExpiresAt: null));
        await Train(id);
        return new Person(server, id);
    }

    /// <summary>The system administrator agrees to what was proposed.</summary>
    public Task<Answer> Agree(Answer proposed) => System.Post($"{proposed.Location}/approve", new { });

    /// <summary>Somebody has passed the basic course, whatever the clock shows in a test.</summary>
    public Task Train(Guid accountId) => server.Given<Training>(Training.IdOf(accountId, Course.BasicSecurity), Passed(accountId));

    /// <summary>That somebody has passed the basic course.</summary>
    public static TrainingPassed Passed(Guid accountId) => new(
        Training.IdOf(accountId, Course.BasicSecurity), accountId, Course.BasicSecurity, Edition: 1, Score: 100, Wrong: [], ValidUntil: Monday.AddYears(50), OccurredAt: Monday);

    /// <summary>A data protection officer.</summary>
    public Task<Person> Officer() => Employ(Positions.DataProtectionOfficer, Scope.Company);

    /// <summary>Erases a subject and waits until it is done.</summary>
    public async Task Erase(Person officer, Guid subjectId)
    {
        var proposed = (await officer.Post("/api/governance/erasures", new EraseSubject(subjectId, ErasureGround.SubjectAsked))).ShouldBe(202);
        (await Security.Post($"{proposed.Location}/approve", new { })).ShouldBe(204);
        for (var tries = 0; (await server.Load<DataSubjectDetails>(DataSubject.IdOf(subjectId)))!.Erasure is not ErasureStatus.Erased; tries++)
        {
            tries.ShouldBeLessThan(100);
            await Task.Delay(50);
        }
    }

    /// <summary>A cleaner with every hour of the day and the skill <c>regular</c>, unless said otherwise.</summary>
    public async Task<(Guid Id, Person Person)> Cleaner(Shift? shift = null, params string[] skills)
    {
        var person = await Employ(Positions.Cleaner, Scope.Own);
        var join = new JoinCleaner(
            Guid.CreateVersion7(), person.AccountId, BranchId, "Cleo Example", [.. (skills is [] ? ["regular"] : skills).Select(x => new Skill(x))],
            Piazza, shift ?? new Shift(TimeOnly.MinValue, TimeOnly.MinValue));
        (await Dispatcher.Post("/api/dispatch/cleaners", join)).ShouldBe(201);
        return (join.CleanerId, person);
    }

    /// <summary>A site of a new customer.</summary>
    public async Task<Guid> Site(string? instructions = "Code 4711")
    {
        var customer = new RegisterCustomer(Guid.CreateVersion7(), BranchId, "Rossi & Co");
        (await Adviser.Post("/api/crm/customers", customer)).ShouldBe(201);
        var site = new RegisterSite(Guid.CreateVersion7(), customer.CustomerId, "Office", "Via Example 1", Piazza, AccessInstructions: instructions);
        (await Adviser.Post("/api/crm/sites", site)).ShouldBe(201);
        return site.SiteId;
    }

    /// <summary>A job of one hour that may start on Monday from 9 to 17 o'clock.</summary>
    public async Task<Guid> Job(Guid? siteId = null, params BookJob.Part[] positions)
    {
        var job = Booking(siteId ?? await Site(), positions);
        (await Dispatcher.Post("/api/dispatch/jobs", job)).ShouldBe(201);
        return job.JobId;
    }

    public static BookJob Booking(Guid siteId, params BookJob.Part[] positions) => new(
        Guid.CreateVersion7(), siteId, new StartWindow(At(9), At(17)), positions is [] ? [new BookJob.Part("regular", 60)] : positions,
        [new ChecklistItem("kitchen", Required: true), new ChecklistItem("windows", Required: false)]);

    /// <summary>The instant of an hour on Monday.</summary>
    public static DateTimeOffset At(double hour) => Monday.AddHours(hour);

    public static AssignJob Crew(params (Guid CleanerId, double Hour)[] crew) =>
        new([.. crew.Select((x, i) => new Wish(i + 1, x.CleanerId, At(x.Hour)))], crew[0].CleanerId);
}
