using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <summary>One permission of the catalogue.</summary>
/// <param name="Name">Named module.resource.action.</param>
/// <param name="English">What it allows.</param>
/// <param name="Chinese">The same in Simplified Chinese.</param>
/// <param name="IsSensitive">Whether it administers, audits or approves, so that giving it is a matter for two people where the company does not say otherwise.</param>
public sealed record KnownPermission(
    [Plain(DataClass.Public, "A name of the program.")] string Name,
    [Plain(DataClass.Public, "A sentence of the program.")] string English,
    [Plain(DataClass.Public, "A sentence of the program.")] string Chinese,
    bool IsSensitive);

public static class ListPermissionsEndpoint
{
    /// <summary>Lists every permission that a role may have, in alphabetical order.</summary>
    [WolverineGet("/api/access/permissions"), Permission(Permission.ReadRoles)]
    [ProducesResponseType<IReadOnlyList<KnownPermission>>(StatusCodes.Status200OK)]
    public static IReadOnlyList<KnownPermission> Get() =>
        [.. Permission.All.Select(x => new KnownPermission(x, Messages.Permission(x).English, Messages.Permission(x).Chinese, Permission.IsSensitive(x)))];
}
