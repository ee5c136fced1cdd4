using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

public static class GetRoleEndpoint
{
    /// <summary>Reads one role.</summary>
    [WolverineGet("/api/access/roles/{roleId}"), Permission(Permission.ReadRoles)]
    [ProducesResponseType<RoleDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid roleId, Reads reads) => reads.One<RoleDetails>(roleId);
}

public static class ListRolesEndpoint
{
    /// <summary>Lists roles in order of their ids.</summary>
    [WolverineGet("/api/access/roles"), Permission(Permission.ReadRoles)]
    [ProducesResponseType<Page<RoleDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid? after, int? limit, Reads reads) => reads.Page<RoleDetails>(after, limit);
}
