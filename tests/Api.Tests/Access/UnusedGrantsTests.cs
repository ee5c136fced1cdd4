using System.Globalization;
using CleaningEvents.Api.Access.Reviews;
using CleaningEvents.Api.Crm;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;

namespace CleaningEvents.Tests.Access;

public class UnusedGrantsTests(Server server) : IAsyncLifetime
{
    private readonly Company company = server.Company;
    private Person adviser = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server.Clock.TurnTo(Company.At(10));
        adviser = await company.Employ(Positions.CustomerAdviser, Scope.Branch);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task what_was_never_used_for_so_many_days_is_listed()
    {
        await Age(100);
        await Register();
        await server.CaughtUp();

        var unused = (await Unused(90)).ShouldHaveSingleItem();

        (unused.RoleId, unused.Role, unused.Scope, unused.IsWhollyUnused).ShouldBe((company.Role(Positions.CustomerAdviser), Positions.CustomerAdviser, Scope.Branch, false));
        unused.LastUsedOn.ShouldBe(DateOnly.FromDateTime(DateTime.UtcNow));
        unused.Unused.ShouldBe(Positions.Roles[Positions.CustomerAdviser].Where(x => x != Permission.RegisterCustomers), ignoreOrder: true);
        (await Unused(101)).ShouldBeEmpty("The grant is younger than that.");
    }

    [Fact]
    public async Task what_was_used_long_ago_counts_as_unused_again()
    {
        await Age(100);
        await Register();
        await server.CaughtUp();
        await server.Rows("update access.permission_use set last_used_on = last_used_on - 90 where account_id = $1", adviser.AccountId);
        (await Unused(90)).ShouldHaveSingleItem().IsWhollyUnused.ShouldBeFalse("90 days are not longer ago than 90 days.");

        await server.Rows("update access.permission_use set last_used_on = last_used_on - 1 where account_id = $1", adviser.AccountId);

        (await Unused(90)).ShouldHaveSingleItem().IsWhollyUnused.ShouldBeTrue();
    }

    [Fact]
    public async Task a_question_counts_as_use_once_a_day()
    {
        for (var i = 0; i < 3; i++)
            (await adviser.Get("/api/crm/sites?limit=1")).ShouldBe(200);
        await Used(1);
        (await adviser.Get("/api/crm/customers?limit=1")).ShouldBe(200);

        (await Used(2)).ShouldBe([Permission.ReadSites, Permission.ReadCustomers]);
    }

    [Fact]
    public async Task a_refused_question_is_no_use()
    {
        (await adviser.Get("/api/access/roles")).ShouldBe(403);
        (await adviser.Get("/api/crm/sites?limit=1")).ShouldBe(200);
        await Noted(1);

        (await server.Rows("select permission from access.permission_use where account_id = $1", adviser.AccountId)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task a_rebuild_leaves_the_same_uses()
    {
        await Register();
        (await adviser.Get("/api/crm/sites?limit=1")).ShouldBe(200);
        await Noted(2);
        await server.CaughtUp();
        var before = await Uses();

        await server.Rebuild<PermissionUseTable>();

        before.Count.ShouldBe(2);
        (await Uses()).ShouldBe(before);
    }

    [Fact]
    public async Task it_is_told_to_who_reads_reviews_within_their_branches()
    {
        var local = await company.Employ(Positions.AccessReviewer, Scope.Branch);

        (await local.Get("/api/access/unused-grants")).ShouldBe(403);
        (await local.Get($"/api/access/unused-grants?branchId={Guid.NewGuid()}")).ShouldBe(403);
        (await local.Get($"/api/access/unused-grants?branchId={company.BranchId}&limit=1")).ShouldBe(200);
        (await company.Dispatcher.Get("/api/access/unused-grants")).ShouldBe(403);
    }

    [Theory]
    [InlineData("days=0", "days")]
    [InlineData("days=3651", "days")]
    [InlineData("limit=201", "limit")]
    public async Task what_is_asked_lies_in_bounds(string query, string field) =>
        (await company.Auditor.Get($"/api/access/unused-grants?{query}")).ShouldBe(400).Body.ShouldContain($"\"{field}\":");

    private async Task Register() =>
        (await adviser.Post("/api/crm/customers", new RegisterCustomer(Guid.CreateVersion7(), company.BranchId, "Rossi & Co"))).ShouldBe(201);

    private Task Age(int days) =>
        server.Rows("update mt_events set timestamp = timestamp - make_interval(days => $1) where stream_id = $2", days, adviser.AccountId);

    private async Task<IReadOnlyList<UnusedGrant>> Unused(int days) =>
        (await company.Auditor.Get($"/api/access/unused-grants?days={days}&limit=1&after={Before(adviser.AccountId)}")).ShouldBe(200).Read<Page<UnusedGrant>>().Items;

    /// <summary>The greatest id that is less.</summary>
    private static Guid Before(Guid id) => Guid.Parse((UInt128.Parse($"{id:N}", NumberStyles.HexNumber) - 1).ToString("x32"));

    /// <summary>The permissions whose use today is on record, once there are so many.</summary>
    private async Task<IReadOnlyList<string>> Used(int count)
    {
        for (var tries = 0; ; tries++)
        {
            string[] used = [.. (await server.Events(PermissionUses.StreamOf(adviser.AccountId, DateOnly.FromDateTime(DateTime.UtcNow)))).Cast<PermissionUsed>().Select(x => x.Permission)];
            if (used.Length >= count)
                return used;
            tries.ShouldBeLessThan(100);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private async Task Noted(int permissions)
    {
        for (var tries = 0; (await Uses()).Count < permissions; tries++)
        {
            tries.ShouldBeLessThan(200);
            await Task.Delay(50, Cancelled);
        }
    }

    private async Task<IReadOnlyList<string>> Uses() =>
        [.. (await server.Rows("select permission || ' ' || last_used_on || ' ' || position from access.permission_use where account_id = $1 order by 1", adviser.AccountId)).Select(x => (string)x[0])];
}
