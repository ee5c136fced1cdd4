using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

public static class GetBranchEndpoint
{
    /// <summary>Reads one branch.</summary>
    [WolverineGet("/api/access/branches/{branchId}"), Permission(Permission.ReadBranches)]
    [ProducesResponseType<BranchDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid branchId, Reads reads) => reads.One<BranchDetails>(branchId);
}

public static class ListBranchesEndpoint
{
    /// <summary>Lists branches in order of their ids.</summary>
    [WolverineGet("/api/access/branches"), Permission(Permission.ReadBranches)]
    [ProducesResponseType<Page<BranchDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid? after, int? limit, Reads reads) => reads.Page<BranchDetails>(after, limit);
}
