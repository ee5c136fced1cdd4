using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Dispatch;
using CleaningEvents.Projections.Governance;
using Marten;
using Marten.Linq.MatchesSql;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <summary>What is left for others to see to when somebody leaves, or would be.</summary>
/// <param name="AccountId">The account, open or closed.</param>
/// <param name="ActiveCleaners">As which cleaners they still may be assigned.</param>
/// <param name="OpenJobs">Jobs that they are assigned to and that have not ended.</param>
/// <param name="ProposedChanges">Changes that they proposed and that wait; without their rights these lapse when somebody approves them.</param>
/// <param name="WaitingChanges">Changes that wait for a permission which nobody else with an open account holds.</param>
public sealed record LeftBehind(
    Guid AccountId, IReadOnlyList<Guid> ActiveCleaners, IReadOnlyList<Guid> OpenJobs, IReadOnlyList<Guid> ProposedChanges, IReadOnlyList<Guid> WaitingChanges);

public static class GetLeftBehindEndpoint
{
    private const string OpenJobs =
        """
        d.data ->> 'status' = any(?) and d.id in (select job_id from dispatch.cleaner_booking where cleaner_id = any(?) and not checked_out)
        """;

    private const string HeldByNobodyElse =
        """
        d.data ->> 'approverPermission' not in (
            select permission from access.account_permission p join public.mt_doc_accountdetails a on a.id = p.account_id
            where a.data ->> 'status' = 'Open' and a.id <> ?)
        """;

    private static readonly string[] Open = [.. new[] { JobStatus.Booked, JobStatus.Assigned, JobStatus.InProgress }.Select(x => $"{x}")];

    /// <summary>Reads what somebody leaves behind, or would: jobs, and changes that wait.</summary>
    [WolverineGet("/api/access/accounts/{accountId}/left-behind"), Permission(Permission.ReadAccounts)]
    [ProducesResponseType<LeftBehind>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
    public static async Task<IResult> Get(Guid accountId, Reads reads)
    {
        await using var session = reads.Session();
        if (await session.Events.AggregateStreamAsync<Account>(accountId, token: reads.Cancelled) is null)
            return Problems.NotFound();

        var cleaners = await session.Query<CleanerDetails>().Where(x => x.AccountId == accountId).ToListAsync(reads.Cancelled);
        var ids = cleaners.Select(x => x.Id).ToArray();
        var pending = session.Query<ChangeRequestDetails>().Where(x => x.Status == ChangeStatus.Pending).OrderBy(x => x.Id);
        return Results.Ok(new LeftBehind(
            accountId,
            [.. cleaners.Where(x => x.IsActive).Select(x => x.Id)],
            await session.Query<JobDetails>().Where(x => x.MatchesSql(OpenJobs, Open, ids)).OrderBy(x => x.Id).Select(x => x.Id).ToListAsync(reads.Cancelled),
            await pending.Where(x => x.ProposedBy == accountId).Select(x => x.Id).ToListAsync(reads.Cancelled),
            await pending.Where(x => x.MatchesSql(HeldByNobodyElse, accountId)).Select(x => x.Id).ToListAsync(reads.Cancelled)));
    }
}
