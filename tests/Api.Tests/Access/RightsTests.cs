using CleaningEvents.Api.Access;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Tests.Access;

/// <summary>Who holds what, and held it when.</summary>
public class RightsTests(Server server)
{
    private readonly Company company = server.Company;

    [Fact]
    public async Task the_audit_sees_who_held_what_by_whom_at_any_instant()
    {
        var role = await Duties.Role(company, Permission.ReadBoard);
        var person = await company.Employ(Positions.Cleaner, Scope.Own);
        var before = await Now();
        (await company.Security.Post($"{Url(person)}/grant-role", new GrantRole(role, Scope.Branch, company.BranchId))).ShouldBe(204);
        var between = await Now();
        (await company.Security.Post($"/api/access/roles/{role}/change-permissions", new ChangeRolePermissions([Permission.ReadBoard, Permission.ReadSites]))).ShouldBe(204);
        var granted = await Now();
        (await company.Security.Post($"{Url(person)}/revoke-role", new RevokeRole(role, "Moved."))).ShouldBe(204);

        (await Names(before)).ShouldBe([Permission.ReadJobs, Permission.WorkOnJobs]);
        (await Names(between)).ShouldBe([Permission.ReadBoard, Permission.ReadJobs, Permission.WorkOnJobs]);
        (await Names(granted)).ShouldBe([Permission.ReadSites, Permission.ReadBoard, Permission.ReadJobs, Permission.WorkOnJobs], ignoreOrder: true);
        (await Names(null)).ShouldBe([Permission.ReadJobs, Permission.WorkOnJobs]);
        var held = (await Rights(granted)).Roles.Single(x => x.RoleId == role);
        (held.GrantedBy, held.ApprovedBy, held.BranchId).ShouldBe((company.Security.AccountId, null, company.BranchId));
        (await Rights(granted)).Permissions.Single(x => x.Name == Permission.ReadBoard).Branches.ShouldBe([company.BranchId]);
        (await Rights(granted)).Permissions.Single(x => x.Name == Permission.WorkOnJobs).Own.ShouldBeTrue();

        async Task<IEnumerable<string>> Names(string? at) => (await Rights(at)).Permissions.Select(x => x.Name);

        async Task<AccountRights> Rights(string? at) =>
            (await company.Auditor.Get($"{Url(person)}/rights{(at is null ? "" : $"?at={at}")}")).ShouldBe(200).Read<AccountRights>();
    }

    [Fact]
    public async Task the_audit_sees_who_held_a_permission_at_any_instant()
    {
        var role = await Duties.Role(company, Permission.LiftHolds);
        var (first, second) = (await company.Employ(Positions.Cleaner, Scope.Own), await company.Employ(Positions.Cleaner, Scope.Own));
        foreach (var person in new[] { first, second })
            (await company.Security.Post($"{Url(person)}/grant-role", new GrantRole(role, Scope.Company))).ShouldBe(204);
        var both = await Now();
        (await company.Security.Post($"{Url(first)}/close", new CloseAccount("Left."))).ShouldBe(204);

        (await Holders($"at={both}&limit=200")).ShouldBe([first.AccountId, second.AccountId], ignoreOrder: true);
        (await Holders("limit=200")).ShouldBe([second.AccountId]);
        (await Holders($"at={both}&limit=1&after={first.AccountId}")).ShouldBe([second.AccountId]);

        async Task<IEnumerable<Guid>> Holders(string query) =>
            (await company.Auditor.Get($"/api/access/permissions/{Permission.LiftHolds}/holders?{query}")).ShouldBe(200).Read<Page<PermissionHolder>>().Items
                .Where(x => x.By.Any(y => y.RoleId == role)).Select(x => x.AccountId);
    }

    [Fact]
    public async Task of_who_left_no_right_is_left()
    {
        var person = await company.Employ(Positions.AuditAdministrator, Scope.Company);
        (await company.Security.Post($"{Url(person)}/grant-role", new GrantRole(await Duties.Role(company, Permission.ReadBoard), Scope.Branch, company.BranchId))).ShouldBe(204);

        (await company.Security.Post($"{Url(person)}/close", new CloseAccount("Left."))).ShouldBe(204);

        (await person.Get("/api/access/roles")).ShouldBe(401);
        var rights = (await company.Auditor.Get($"{Url(person)}/rights")).ShouldBe(200).Read<AccountRights>();
        (rights.Status, rights.Roles.Count, rights.Permissions.Count).ShouldBe((AccountStatus.Closed, 0, 0));
        (await server.Rows("select 1 from access.held_role where account_id = $1", person.AccountId)).ShouldBeEmpty();
    }

    [Fact]
    public async Task what_a_leaver_leaves_behind_is_listed()
    {
        server.Clock.TurnTo(Company.At(10));
        var (cleaner, person) = await company.Cleaner();
        var (open, cancelled) = (await company.Job(), await company.Job());
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{open}/assign", Company.Crew((cleaner, 12)))).ShouldBe(204);
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{cancelled}/assign", Company.Crew((cleaner, 14)))).ShouldBe(204);
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{cancelled}/cancel", new Api.Dispatch.CancelJob(Domain.Dispatch.CancellationReason.CompanyWeather))).ShouldBe(204);
        (await company.Security.Post($"{Url(person)}/close", new CloseAccount("Left."))).ShouldBe(204);

        var left = (await company.Security.Get($"{Url(person)}/left-behind")).ShouldBe(200).Read<LeftBehind>();

        left.ActiveCleaners.ShouldBe([cleaner]);
        left.OpenJobs.ShouldBe([open]);
        left.ProposedChanges.ShouldBeEmpty();
    }

    [Fact]
    public async Task changes_that_wait_are_left_behind_by_who_proposed_them_and_by_who_alone_could_agree()
    {
        var approve = await Duties.Role(company, Permission.ReauthoriseSubjects);
        var (administrator, approver) = (await company.Employ(Positions.SecurityAdministrator, Scope.Company), await company.Employ(Positions.Cleaner, Scope.Own));
        (await company.Security.Post($"{Url(approver)}/grant-role", new GrantRole(approve, Scope.Company))).ShouldBe(204);
        var proposed = (await administrator.Post("/api/access/segregation-rules",
            new SetSegregationRule($"left-{Guid.NewGuid():N}", [new("one", ["finance.*.enter"]), new("other", ["finance.*.approve"])]))).ShouldBe(202);

        var left = (await company.Security.Get($"{Url(administrator)}/left-behind")).ShouldBe(200).Read<LeftBehind>();

        left.ProposedChanges.ShouldBe([Guid.Parse(proposed.Location!.Split('/')[^1])]);
        left.WaitingChanges.ShouldBeEmpty();
        (await company.Agree(proposed)).ShouldBe(204);
    }

    [Fact]
    public async Task the_catalogue_explains_every_permission()
    {
        var permissions = (await company.Auditor.Get("/api/access/permissions")).ShouldBe(200).Read<IReadOnlyList<KnownPermission>>();

        permissions.Select(x => x.Name).ShouldBe(Permission.All);
        permissions.ShouldAllBe(x => x.English.EndsWith('.') && x.Chinese.EndsWith('。'));
        permissions.Single(x => x.Name == Permission.GrantRoles).IsSensitive.ShouldBeTrue();
        permissions.Single(x => x.Name == Permission.ReadBoard).IsSensitive.ShouldBeFalse();
    }

    /// <summary>The database's time, later than all that was recorded.</summary>
    private async Task<string> Now()
    {
        var now = (DateTime)(await server.Rows("select clock_timestamp()"))[0][0];
        await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        return now.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'");
    }

    private static string Url(Person person) => $"/api/access/accounts/{person.AccountId}";
}
