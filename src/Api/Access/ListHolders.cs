using System.ComponentModel;
using CleaningEvents.Api.Audit;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <summary>Somebody who holds a permission.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Status">Only an open account opens doors, whatever it holds.</param>
/// <param name="By">The roles that give it.</param>
public sealed record PermissionHolder(Guid AccountId, AccountStatus Status, IReadOnlyList<HeldRole> By);

public static class ListHoldersEndpoint
{
    /// <summary>Lists who holds a permission, or held it at an instant, by which roles, in order of accounts.</summary>
    [WolverineGet("/api/access/permissions/{permission}/holders"), Permission(Permission.ReadRights)]
    [ProducesResponseType<Page<PermissionHolder>>(StatusCodes.Status200OK)]
    public static async Task<IResult> Get(
        [Description("Name of the permission, such as access.roles.grant.")] string permission,
        [Description("The instant of recording, included, ISO 8601 with Z or an offset; left out: now.")] string? at,
        Guid? after, int? limit, Reads reads, BusinessClock clock)
    {
        if (!Instants.TryRead(at, out var instant))
            return Instants.Invalid("at");
        if (limit is < 1 or > Reads.LongestPage)
            return Problems.Invalid("limit", "out-of-range", $"From 1 to {Reads.LongestPage}.");

        await using var session = reads.Session();
        var rights = await RightsAsOf.Load(session, accountId: null, instant, clock.GetUtcNow(), reads.Cancelled);
        var size = limit ?? Reads.UsualPage;
        var holders = rights.Accounts.Where(x => after is null || x.Id > after).OrderBy(x => x.Id)
            .Select(x => new PermissionHolder(x.Id, x.Status, [.. rights.Of(x.Id).Where(y => y.Permissions.Contains(permission)).Select(y => y.Role)]))
            .Where(x => x.By is not []).Take(size + 1).ToList();
        return Results.Ok(new Page<PermissionHolder>([.. holders.Take(size)], holders.Count > size ? holders[size - 1].AccountId : null));
    }
}
