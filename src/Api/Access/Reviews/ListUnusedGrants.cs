using System.ComponentModel;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;
using Marten.Linq.MatchesSql;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access.Reviews;

/// <summary>A grant of which some or all was not used for long.</summary>
/// <param name="AccountId">Whose it is.</param>
/// <param name="EmployeeNumber">The holder's number.</param>
/// <param name="RoleId">The role.</param>
/// <param name="Role">What people call the role.</param>
/// <param name="Scope">How far it reaches.</param>
/// <param name="BranchId">The branch, for scope Branch.</param>
/// <param name="ExpiresAt">When it ends, excluded; null for good.</param>
/// <param name="GrantedBy">Who gave it; all zeros for the installation.</param>
/// <param name="GrantedAt">When that was recorded.</param>
/// <param name="LastUsedOn">The last day (UTC) on which any permission of the role was used; null when none ever was.</param>
/// <param name="Unused">The permissions that were not used.</param>
/// <param name="IsWhollyUnused">Whether these are all of the role.</param>
public sealed record UnusedGrant(
    Guid AccountId,
    [Shows(typeof(AccountDetails), nameof(AccountDetails.EmployeeNumber))] string EmployeeNumber,
    Guid RoleId,
    [Shows(typeof(RoleDetails), nameof(RoleDetails.Name))] string Role,
    Scope Scope, Guid? BranchId, DateTimeOffset? ExpiresAt, Guid? GrantedBy, DateTimeOffset GrantedAt, DateOnly? LastUsedOn,
    [Shows(typeof(RoleDetails), nameof(RoleDetails.Permissions))] IReadOnlyList<string> Unused, bool IsWhollyUnused);

public static class ListUnusedGrantsEndpoint
{
    private const string Shard = "PermissionUseTable:All";
    private const int UsualDays = 90;

    /// <summary>Lists grants of which some or all was not used for so many days, in order of their holders; younger ones are left out. A page holds all grants of up to so many accounts.</summary>
    [WolverineGet("/api/access/unused-grants"), Permission(Permission.ReadReviews)]
    [ProducesResponseType<Page<UnusedGrant>>(StatusCodes.Status200OK)]
    public static async Task<IResult> Get(
        [Description("For how many days, 1 to 3,650; usually 90.")] int? days,
        [Description("Only grants that are about this branch; left out: all within reach.")] Guid? branchId,
        Guid? after, int? limit, Reads reads, BusinessClock clock, HttpContext http)
    {
        if (days is < 1 or > 3_650)
            return Problems.Invalid("days", "out-of-range", "From 1 to 3,650.");
        if (limit is < 1 or > Reads.LongestPage)
            return Problems.Invalid("limit", "out-of-range", $"From 1 to {Reads.LongestPage}.");
        if (!reads.Reach.Company && !(branchId is { } branch && reads.Reach.Covers(branch)))
            return Problems.NotPermitted(Permission.ReadReviews);

        var size = limit ?? Reads.UsualPage;
        // Of what was recorded, the time of recording tells, whatever day the business plays.
        var since = TimeProvider.System.GetUtcNow().AddDays(-(days ?? UsualDays));
        var position = await LogPosition.Of(reads.Database, Shard, reads.Cancelled);
        await using var session = reads.Session();
        var accounts = await session.Query<AccountDetails>()
            .Where(x => x.Status != AccountStatus.Closed && x.MatchesSql("d.id > ?", after ?? Guid.Empty)).OrderBy(x => x.Id).Take(size + 1).ToListAsync(reads.Cancelled);
        var held = await new HeldGrants(session, reads.Database, clock.GetUtcNow(), reads.Cancelled).Of([.. accounts.Take(size)]);
        var unused = held.Where(x => x.GrantedAt <= since && (branchId is null || x.BranchId == branchId))
            .Select(x => Show(x, x.UnusedSince(DateOnly.FromDateTime(since.UtcDateTime)))).Where(x => x.Unused is not []);
        http.Response.Headers[LogPosition.Header] = position.ToString();
        return Results.Ok(new Page<UnusedGrant>([.. unused], accounts.Count > size ? accounts[size - 1].Id : null));
    }

    private static UnusedGrant Show(HeldGrant held, IReadOnlyList<string> unused) => new(
        held.Account.Id, held.Account.EmployeeNumber, held.Role.Id, held.Role.Name, held.Grant.Scope, held.Grant.BranchId, held.Grant.ExpiresAt, held.GrantedBy, held.GrantedAt,
        held.LastUsedOn, unused, unused.Count == held.Role.Permissions.Count);
}
