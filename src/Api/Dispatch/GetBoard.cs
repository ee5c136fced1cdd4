using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Crm;
using CleaningEvents.Projections.Dispatch;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <summary>All jobs of a branch on one of its calendar days, and the names to show with them.</summary>
/// <param name="BranchId">The branch.</param>
/// <param name="Day">The day.</param>
/// <param name="Position">Everything up to this log position is on the board.</param>
/// <param name="Jobs">In order of their windows.</param>
/// <param name="Sites">Names of the jobs' sites.</param>
/// <param name="Cleaners">Names of the jobs' crews.</param>
public sealed record Board(
    Guid BranchId, DateOnly Day, long Position, IReadOnlyList<BoardCard> Jobs,
    [Shows(typeof(SiteDetails), nameof(SiteDetails.Name))] IReadOnlyDictionary<Guid, string> Sites,
    [Shows(typeof(CleanerDetails), nameof(CleanerDetails.Name))] IReadOnlyDictionary<Guid, string> Cleaners);

public static class GetBoardEndpoint
{
    private const string Shard = "BoardCard:All";

    /// <summary>Reads the dispatch board of a day; with <c>atLeast</c> it waits, up to five seconds, for that log position.</summary>
    [WolverineGet("/api/dispatch/board"), Permission(Permission.ReadBoard)]
    [ProducesResponseType<Board>(StatusCodes.Status200OK), ProducesResponseType<ProblemDetails>(StatusCodes.Status503ServiceUnavailable)]
    public static async Task<IResult> Get(Guid branchId, DateOnly day, long? atLeast, Reads reads)
    {
        if (branchId == Guid.Empty)
            return Problems.Invalid("branchId", "required", "Name a branch.");
        if (!day.IsPlausible())
            return Problems.ImplausibleDay("day");
        if (!reads.Reach.Covers(branchId))
            return Problems.NotPermitted(Permission.ReadBoard);
        var (position, fault) = await reads.Fresh(Shard, atLeast);
        if (fault is not null)
            return fault;

        reads.Look.StayOn($"board/{branchId}/{day:O}");
        return Results.Ok(await Compose(branchId, day, position, reads));
    }

    private static async Task<Board> Compose(Guid branchId, DateOnly day, long position, Reads reads)
    {
        await using var session = reads.Session();
        var jobs = await session.Query<BoardCard>().Where(x => x.BranchId == branchId && x.ServiceOn == day).ToListAsync(reads.Cancelled);
        var sites = await session.LoadManyAsync<SiteDetails>(reads.Cancelled, jobs.Select(x => x.SiteId).Distinct().ToArray());
        var cleaners = await session.LoadManyAsync<CleanerDetails>(
            reads.Cancelled, jobs.SelectMany(x => x.Crew).Select(x => x.CleanerId).Distinct().ToArray());
        return new Board(branchId, day, position, [.. jobs.OrderBy(x => x.Window.From).ThenBy(x => x.Id)],
            sites.ToDictionary(x => x.Id, x => x.Name), cleaners.ToDictionary(x => x.Id, x => x.Name));
    }
}
