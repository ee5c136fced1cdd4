using CleaningEvents.Api.Audit;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <summary>What somebody may do at an instant, and why.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Status">Only an open account opens doors, whatever it holds.</param>
/// <param name="PositionId">The position.</param>
/// <param name="BranchId">The branch that the person works for; null for the head office.</param>
/// <param name="Roles">The roles held, with who gave them when.</param>
/// <param name="Permissions">What they allow together, in alphabetical order.</param>
public sealed record AccountRights(
    Guid AccountId, AccountStatus Status, Guid PositionId, Guid? BranchId, IReadOnlyList<HeldRole> Roles, IReadOnlyList<HeldPermission> Permissions);

/// <summary>A permission that somebody holds, and how far it reaches.</summary>
/// <param name="Name">From the catalogue of permissions.</param>
/// <param name="Company">Whether for everything.</param>
/// <param name="Branches">The branches that it reaches.</param>
/// <param name="Own">Whether for what is the holder's own.</param>
public sealed record HeldPermission(
    [Plain(DataClass.Internal, "A name from the catalogue of permissions.")] string Name, bool Company, IReadOnlyList<Guid> Branches, bool Own);

public static class GetRightsEndpoint
{
    /// <summary>Reads what somebody may do, or might at an instant: roles and permissions, by whom and when they were given.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="at">The instant of recording, included, ISO 8601 with Z or an offset; left out: now.</param>
    /// <param name="reads"/>
    /// <param name="clock"/>
    [WolverineGet("/api/access/accounts/{accountId}/rights"), Permission(Permission.ReadRights)]
    [ProducesResponseType<AccountRights>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound, "application/problem+json")]
    public static async Task<IResult> Get(Guid accountId, string? at, Reads reads, BusinessClock clock)
    {
        if (!Instants.TryRead(at, out var instant))
            return Instants.Invalid("at");

        await using var session = reads.Session();
        var rights = await RightsAsOf.Load(session, accountId, instant, clock.GetUtcNow(), reads.Cancelled);
        if (rights.Accounts.SingleOrDefault() is not { } account)
            return Problems.NotFound();

        var held = rights.Of(accountId);
        return Results.Ok(new AccountRights(
            accountId, account.Status, account.PositionId, account.BranchId, [.. held.Select(x => x.Role)],
            [.. held.SelectMany(x => x.Permissions, (x, name) => (x.Grant, Name: name)).GroupBy(x => x.Name, x => x.Grant)
                .OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => Shown(x.Key, x.Aggregate(Reach.Nothing, (reach, grant) => reach.With(grant))))]));
    }

    private static HeldPermission Shown(string name, Reach reach) => new(name, reach.Company, [.. reach.Branches], reach.Own);
}
