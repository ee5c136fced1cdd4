using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;
using Marten.Linq.MatchesSql;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <summary>Somebody who does not hold just what their position gives.</summary>
/// <param name="AccountId">Their account.</param>
/// <param name="Missing">What the position gives and they do not hold.</param>
/// <param name="Beyond">What they hold and the position does not give.</param>
public sealed record Deviation(Guid AccountId, IReadOnlyList<Grant> Missing, IReadOnlyList<Grant> Beyond);

public static class ListDeviationsEndpoint
{
    /// <summary>Lists who holds other rights than their position gives, because the position changed or by extra grants; in order of ids.</summary>
    /// <remarks>To move somebody to the position that they hold brings them up to date. A page may hold fewer than asked for while more follow.</remarks>
    [WolverineGet("/api/access/positions/{positionId}/deviations"), Permission(Permission.ReadRights)]
    [ProducesResponseType<Page<Deviation>>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
    public static async Task<IResult> Get(Guid positionId, Guid? after, int? limit, Reads reads)
    {
        if (limit is < 1 or > Reads.LongestPage)
            return Problems.Invalid("limit", "out-of-range", $"From 1 to {Reads.LongestPage}.");

        await using var session = reads.Session();
        if (await session.Events.AggregateStreamAsync<Position>(positionId, token: reads.Cancelled) is not { } position)
            return Problems.NotFound();

        var size = limit ?? Reads.UsualPage;
        var holders = await session.Query<AccountDetails>()
            .Where(x => x.PositionId == positionId && x.Status != AccountStatus.Closed && x.MatchesSql("d.id > ?", after ?? Guid.Empty))
            .OrderBy(x => x.Id).Take(size + 1).ToListAsync(reads.Cancelled);
        return Results.Ok(new Page<Deviation>(
            [.. holders.Take(size).Select(x => Of(x, position.GrantsFor(x.BranchId))).Where(x => x.Missing is not [] || x.Beyond is not [])],
            holders.Count > size ? holders[size - 1].Id : null));
    }

    private static Deviation Of(AccountDetails account, IReadOnlyList<Grant> given) =>
        new(account.Id, [.. given.Except(account.Grants)], [.. account.Grants.Except(given)]);
}
