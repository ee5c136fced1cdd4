using CleaningEvents.Api.Access;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Tests.Access;

/// <summary>
/// Two duties that a rule keeps apart, each with a role of its own, in the company that all tests share. They are about permissions that no
/// other test brings together, and the rule is lifted in the end.
/// </summary>
public sealed class Duties : IAsyncDisposable
{
    public const string One = Permission.RotateSubjectKeys;
    public const string Other = Permission.RecordNoShows;

    private readonly Company company;

    private Duties(Company company) => this.company = company;

    public string Rule { get; } = $"apart-{Guid.NewGuid():N}";

    public Guid OneRole { get; private set; }

    public Guid OtherRole { get; private set; }

    public static async Task<Duties> Apart(Company company)
    {
        var duties = new Duties(company) { OneRole = await Role(company, One), OtherRole = await Role(company, Other) };
        await duties.Agreed(duties.SetRule(), 204);
        return duties;
    }

    public Task<Answer> SetRule() => company.Security.Post("/api/access/segregation-rules", new SetSegregationRule(Rule, [new("one", [One]), new("other", [Other])]));

    public Task<Answer> LiftRule() => company.Security.Post($"/api/access/segregation-rules/{Rule}/lift", new LiftSegregationRule("End of a test."));

    public async ValueTask DisposeAsync() => await Agreed(LiftRule(), 204);

    /// <summary>What takes two people, proposed and then approved by the system administrator.</summary>
    public async Task<Answer> Agreed(Task<Answer> proposal, int status) => (await company.Agree((await proposal).ShouldBe(202))).ShouldBe(status);

    public static async Task<Guid> Role(Company company, params string[] permissions)
    {
        var role = new DefineRole(Guid.CreateVersion7(), $"Role {Guid.NewGuid()}", permissions);
        (await company.Security.Post("/api/access/roles", role)).ShouldBe(201);
        return role.RoleId;
    }

    public static async Task<Guid> Position(Company company, params PositionRole[] roles)
    {
        var position = new DefinePosition(Guid.CreateVersion7(), $"Position {Guid.NewGuid()}", roles);
        (await company.Security.Post("/api/access/positions", position)).ShouldBe(201);
        return position.PositionId;
    }
}
