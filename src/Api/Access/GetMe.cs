using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <summary>What somebody may know of their own account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Roles">Names of the roles held now.</param>
/// <param name="Permissions">What may be done in this session. More may be, where <paramref name="MorePermissions"/> says so.</param>
/// <param name="MorePermissions">What may be done in a session with a second factor only, and this is none.</param>
/// <param name="WithSecondFactor">Whether this session is one with a second factor.</param>
/// <param name="SignIns">Attempts to sign in of this month and the one before, at most 50, the newest first.</param>
public sealed record MyAccount(
    AccountDetails Account,
    [Plain(DataClass.Internal, "Names of roles.")] IReadOnlyList<string> Roles,
    [Plain(DataClass.Internal, "Words from a list.")] IReadOnlyList<string> Permissions,
    [Plain(DataClass.Internal, "Words from a list.")] IReadOnlyList<string> MorePermissions,
    bool WithSecondFactor,
    IReadOnlyList<MySignIn> SignIns);

/// <summary>An attempt to sign in to the caller's account; a failure need not have been the caller.</summary>
/// <param name="OccurredAt">When.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Factor">What was to prove it.</param>
/// <param name="Origin">The network address it came from, if there was one.</param>
/// <param name="SessionId">The session that began by it; null when none did.</param>
public sealed record MySignIn(
    DateTimeOffset OccurredAt, SignInOutcome Outcome, SignInFactor Factor,
    [Plain(DataClass.Internal, "Of the caller's own account; told to nobody else.")] string? Origin, Guid? SessionId);

public static class GetMeEndpoint
{
    private const int MostSignIns = 50;

    /// <summary>Reads the caller's own account: rights, second factors, and sign-ins of late.</summary>
    [WolverineGet("/api/access/me"), OpenToEmployees("everybody may know what is known of their account")]
    [ProducesResponseType<MyAccount>(StatusCodes.Status200OK)]
    public static async Task<IResult> Get(HttpContext http, Reads reads, Actors actors)
    {
        var accountId = reads.Actor.AccountId;
        await using var session = reads.Session();
        if (await session.LoadAsync<AccountDetails>(accountId, reads.Cancelled) is not { } account || await actors.Find(accountId, reads.Cancelled) is not { } holder)
            return Problems.NotFound();

        return Results.Ok(new MyAccount(
            account, holder.Roles, Sorted(reads.Actor.Reaches.Keys), Sorted(holder.Reaches.Keys.Except(reads.Actor.Reaches.Keys)),
            SignedIn.Of(http).WithSecondFactor, await OfLate(session, accountId, reads.Cancelled)));
    }

    private static async Task<IReadOnlyList<MySignIn>> OfLate(IQuerySession session, Guid accountId, CancellationToken cancelled)
    {
        var now = TimeProvider.System.GetUtcNow();
        List<SignInRecorded> found = [];
        foreach (var month in new[] { now.AddMonths(-1), now })
            found.AddRange((await session.Events.FetchStreamAsync(SignIns.StreamOf(accountId, month), token: cancelled)).Select(x => x.Data).OfType<SignInRecorded>());
        return [.. found.OrderByDescending(x => x.OccurredAt).Take(MostSignIns).Select(x => new MySignIn(x.OccurredAt, x.Outcome, x.Factor, x.Origin, x.SessionId))];
    }

    private static IReadOnlyList<string> Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];
}
