using System.ComponentModel;
using CleaningEvents.Api.Audit;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten.Linq.MatchesSql;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access.Emergencies;

public static class GetEmergencyAccessEndpoint
{
    /// <summary>Reads one emergency access.</summary>
    [WolverineGet("/api/access/emergency-accesses/{emergencyAccessId}"), Permission(Permission.ReadEmergencyAccess)]
    [ProducesResponseType<EmergencyAccessDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid emergencyAccessId, Reads reads) => reads.One<EmergencyAccessDetails>(emergencyAccessId);
}

public static class ListEmergencyAccessesEndpoint
{
    /// <summary>Lists emergency accesses in order of their ids; those that are over and not yet reviewed wait with the status Ended.</summary>
    [WolverineGet("/api/access/emergency-accesses"), Permission(Permission.ReadEmergencyAccess)]
    [ProducesResponseType<Page<EmergencyAccessDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get([Description("How far it has come; left out: anything.")] EmergencyStatus? status, Guid? after, int? limit, Reads reads)
    {
        var (wanted, any) = ($"{status}", status is null);
        return reads.Page<EmergencyAccessDetails>(after, limit, x => x.MatchesSql("(? or d.data ->> 'status' = ?)", any, wanted));
    }
}

/// <summary>A page of what was done by an emergency access.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="Next">Ask again with <c>after</c> set to it; null on the last page.</param>
public sealed record EmergencyActionPage(IReadOnlyList<EmergencyAction> Items, long? Next);

public static class GetEmergencyActionsEndpoint
{
    /// <summary>Lists what was done by an emergency access, oldest first, for whoever reviews it.</summary>
    /// <param name="emergencyAccessId">The emergency access.</param>
    /// <param name="after">The last log position seen; left out, the list begins with the first.</param>
    /// <param name="limit">How many at most, 1 to 200; 50 when left out.</param>
    /// <param name="reads"/>
    [WolverineGet("/api/access/emergency-accesses/{emergencyAccessId}/actions"), Permission(Permission.ReadEmergencyAccess)]
    [ProducesResponseType<EmergencyActionPage>(StatusCodes.Status200OK)]
    public static async Task<IResult> Get(Guid emergencyAccessId, long? after, int? limit, Reads reads)
    {
        if (PageLimits.Fault(after, limit) is { } fault)
            return fault;

        await using var session = reads.Session();
        if (await session.LoadAsync<EmergencyAccessDetails>(emergencyAccessId, reads.Cancelled) is not { } access)
            return Problems.NotFound();
        if (!reads.IsReached(access))
            return Problems.NotPermitted(Permission.ReadEmergencyAccess);

        var size = limit ?? PageLimits.Usual;
        var found = await EmergencyActions.Of(access.Id, access.AccountId, after ?? 0, size + 1, reads.Database, reads.Cancelled);
        return Results.Ok(new EmergencyActionPage([.. found.Take(size)], found.Count > size ? found[size - 1].Position : null));
    }
}
