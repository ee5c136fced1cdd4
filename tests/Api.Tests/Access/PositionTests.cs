using CleaningEvents.Api.Access;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Tests.Access;

public class PositionTests(Server server)
{
    private readonly Company company = server.Company;

    [Fact]
    public async Task a_hire_brings_the_first_rights_in_the_same_answer()
    {
        var (reader, _) = await Desk();

        var person = await Hire(reader, company.BranchId);

        (await person.Get("/api/access/roles")).ShouldBe(200);
        (await server.Events(person.AccountId)).Select(x => x.GetType()).ShouldBe([typeof(AccountOpened), typeof(RoleGranted)]);
    }

    [Fact]
    public async Task a_move_takes_everything_that_the_new_position_does_not_give()
    {
        var (reader, readerRole) = await Desk();
        var branches = await Duties.Role(company, Permission.ReadBranches);
        var other = await Duties.Position(company, new PositionRole(branches, Scope.Branch));
        var extra = await Duties.Role(company, Permission.ReadPositions);
        var person = await Hire(reader);
        (await company.Security.Post($"{Url(person)}/grant-role", new GrantRole(extra, Scope.Company))).ShouldBe(204);
        (await person.Get("/api/access/positions")).ShouldBe(200);

        (await Move(person, other, company.BranchId)).ShouldBe(204);

        (await person.Get("/api/access/roles")).ShouldBe(403);
        (await person.Get("/api/access/positions")).ShouldBe(403);
        (await person.Get($"/api/access/branches/{company.BranchId}")).ShouldBe(200);
        var moved = (await server.Events(person.AccountId)).OfType<PositionChanged>().ShouldHaveSingleItem();
        moved.Lost.Select(x => x.RoleId).ShouldBe([readerRole, extra], ignoreOrder: true);
        moved.Gained.ShouldHaveSingleItem().ShouldBe(new Grant(branches, Scope.Branch, company.BranchId, null));
        (await Move(person, other, company.BranchId)).ShouldBe(204).Position.ShouldBeNull();
    }

    [Fact]
    public async Task a_changed_position_waits_for_a_decision_about_each_holder()
    {
        var (reader, role) = await Desk();
        var more = await Duties.Role(company, Permission.ReadPositions);
        var (here, there) = (await Hire(reader), await Hire(reader));

        (await company.Security.Post($"/api/access/positions/{reader}/change-roles",
            new ChangePositionRoles([new(role, Scope.Company), new(more, Scope.Company)]))).ShouldBe(204);

        (await here.Get("/api/access/positions")).ShouldBe(403);
        (await Deviations(reader)).Select(x => x.AccountId).ShouldBe([here.AccountId, there.AccountId], ignoreOrder: true);
        (await Move(here, reader)).ShouldBe(204);
        (await here.Get("/api/access/positions")).ShouldBe(200);
        var left = (await Deviations(reader)).ShouldHaveSingleItem();
        (left.AccountId, left.Missing.Single().RoleId, left.Beyond.Count).ShouldBe((there.AccountId, more, 0));
        (await (await Hire(reader)).Get("/api/access/positions")).ShouldBe(200);
    }

    [Fact]
    public async Task nobody_gives_rights_to_themselves_by_whichever_way()
    {
        var chief = await Duties.Role(company, Permission.MoveAccounts, Permission.DefineRoles, Permission.DefinePositions, Permission.GrantRoles);
        var position = await Duties.Position(company, new PositionRole(chief, Scope.Company));
        var person = await Hire(position);

        (await person.Post($"{Url(person)}/grant-role", new GrantRole(chief, Scope.Own))).ShouldBeRefused("no-self-grant");
        (await person.Post($"{Url(person)}/change-position", new ChangePosition(position, "Mine."))).ShouldBeRefused("no-self-grant");
        (await person.Post($"/api/access/roles/{chief}/change-permissions", new ChangeRolePermissions([.. Permission.All]))).ShouldBeRefused("no-self-grant");
        (await person.Post($"/api/access/positions/{position}/change-roles",
            new ChangePositionRoles([new(chief, Scope.Company), new(company.Role(Positions.Cleaner), Scope.Company)]))).ShouldBeRefused("no-self-grant");
    }

    [Fact]
    public async Task a_position_names_each_role_once_and_only_such_as_there_are()
    {
        var role = await Duties.Role(company, Permission.ReadRoles);

        (await Define([new(role, Scope.Own), new(role, Scope.Company)])).ShouldBe(400);
        (await Define([new(Guid.CreateVersion7(), Scope.Own)])).ShouldBe(400).Rule.ShouldBe("unknown-reference");
        (await company.Security.Post("/api/access/accounts", Hiring(Guid.CreateVersion7(), null))).ShouldBe(400).Rule.ShouldBe("unknown-reference");
    }

    [Fact]
    public async Task a_role_is_held_for_several_branches_and_taken_for_one()
    {
        var elsewhere = new OpenBranch(Guid.CreateVersion7(), $"Elsewhere {Guid.NewGuid()}", "Europe/Rome", "EUR");
        (await company.System.Post("/api/access/branches", elsewhere)).ShouldBe(201);
        var role = await Duties.Role(company, Permission.ReadBoard);
        var person = await Hire(Company.Trainee);
        foreach (var branch in new[] { company.BranchId, elsewhere.BranchId })
            (await company.Security.Post($"{Url(person)}/grant-role", new GrantRole(role, Scope.Branch, branch))).ShouldBe(204);
        (await Board(company.BranchId)).ShouldBe(200);
        (await Board(elsewhere.BranchId)).ShouldBe(200);

        (await company.Security.Post($"{Url(person)}/revoke-role", new RevokeRole(role, "Moved.", company.BranchId))).ShouldBe(204);

        (await Board(company.BranchId)).ShouldBe(403);
        (await Board(elsewhere.BranchId)).ShouldBe(200);

        Task<Answer> Board(Guid branch) => person.Get($"/api/dispatch/board?branchId={branch}&day=2026-03-02");
    }

    private async Task<(Guid Position, Guid Role)> Desk()
    {
        var role = await Duties.Role(company, Permission.ReadRoles);
        return (await Duties.Position(company, new PositionRole(role, Scope.Company)), role);
    }

    private Task<Answer> Define(IReadOnlyList<PositionRole> roles) =>
        company.Security.Post("/api/access/positions", new DefinePosition(Guid.CreateVersion7(), $"Position {Guid.NewGuid()}", roles));

    private async Task<Person> Hire(Guid position, Guid? branch = null)
    {
        var hiring = Hiring(position, branch);
        (await company.Security.Post("/api/access/accounts", hiring)).ShouldBe(201);
        await company.Train(hiring.AccountId);
        return new Person(server, hiring.AccountId);
    }

    private static OpenAccount Hiring(Guid position, Guid? branch) =>
        new(Guid.CreateVersion7(), $"P-{Guid.NewGuid():N}"[..20], $"ID-{Guid.NewGuid()}", "Pia Example", position, branch);

    private Task<Answer> Move(Person person, Guid position, Guid? branch = null) =>
        company.Security.Post($"{Url(person)}/change-position", new ChangePosition(position, "Promoted.", branch));

    private async Task<IReadOnlyList<Deviation>> Deviations(Guid position) =>
        (await company.Auditor.Get($"/api/access/positions/{position}/deviations")).ShouldBe(200).Read<Page<Deviation>>().Items;

    private static string Url(Person person) => $"/api/access/accounts/{person.AccountId}";
}
