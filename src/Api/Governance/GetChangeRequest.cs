using System.ComponentModel;
using System.Linq.Expressions;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Governance;
using Marten.Linq.MatchesSql;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

/// <summary>Which part of the queue is the caller's.</summary>
public enum Mine
{
    /// <summary>What waits for their decision.</summary>
    Decide,

    /// <summary>What they proposed.</summary>
    Proposed,
}

public static class GetChangeRequestEndpoint
{
    /// <summary>Reads one change request, which those see who proposed it or may decide it, and the audit.</summary>
    [WolverineGet("/api/governance/change-requests/{changeRequestId}"), OpenToEmployees("who proposed a change or may decide it sees it")]
    [ProducesResponseType<ChangeRequestDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid changeRequestId, Reads reads) => reads.One<ChangeRequestDetails>(
        changeRequestId, x => x.ProposedBy == reads.Actor.AccountId || reads.Actor.MayDecide(x) || Queue.IsAll(reads.Actor), Permission.ReadChangeRequests);
}

public static class ListChangeRequestsEndpoint
{
    /// <summary>Lists the change requests that the caller proposed or may decide, and all to the audit, in order of their ids.</summary>
    [WolverineGet("/api/governance/change-requests"), OpenToEmployees("who proposed a change or may decide it sees it")]
    [ProducesResponseType<Page<ChangeRequestDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(
        [Description("What became of it; left out: anything.")] ChangeStatus? status,
        [Description("Decide: what waits for the caller's decision. Proposed: what the caller proposed. Left out: all that they may see.")] Mine? mine,
        Guid? after, int? limit, Reads reads) =>
        reads.Page(after, limit, Queue.Of(reads.Actor, status, mine));
}

/// <summary>The part of all change requests that somebody may see.</summary>
public static class Queue
{
    private const string Proposed = "d.data ->> 'proposedBy' = ?";

    private const string ToDecide =
        """
        (d.data ->> 'proposedBy' <> ? and not jsonb_exists_any(d.data -> 'beneficiaries', ?) and
        (d.data ->> 'approverPermission' = any(?) or (d.data ->> 'approverPermission', d.data ->> 'branchId') in (select * from unnest(?, ?))))
        """;

    public static bool IsAll(Actor actor) => actor.ReachOf(Permission.ReadChangeRequests).Company;

    public static Expression<Func<ChangeRequestDetails, bool>> Of(Actor actor, ChangeStatus? status, Mine? mine)
    {
        var (sql, values) = (mine, IsAll(actor)) switch
        {
            (Mine.Decide, _) => ($"d.data ->> 'status' = 'Pending' and {ToDecide}", Decider(actor)),
            (Mine.Proposed, _) => (Proposed, [$"{actor.AccountId}"]),
            (_, true) => ("true", []),
            _ => ($"({Proposed} or {ToDecide})", (object[])[$"{actor.AccountId}", .. Decider(actor)]),
        };
        var (wanted, any) = ($"{status}", status is null);
        return x => x.MatchesSql(sql, values) && x.MatchesSql("(? or d.data ->> 'status' = ?)", any, wanted);
    }

    private static object[] Decider(Actor actor)
    {
        var branches = actor.Reaches.SelectMany(x => x.Value.Branches.Select(y => (Permission: x.Key, Branch: $"{y}"))).ToList();
        return
        [
            $"{actor.AccountId}", actor.Selves().Select(x => $"{x}").ToArray(), actor.Reaches.Where(x => x.Value.Company).Select(x => x.Key).ToArray(),
            branches.Select(x => x.Permission).ToArray(), branches.Select(x => x.Branch).ToArray(),
        ];
    }
}
