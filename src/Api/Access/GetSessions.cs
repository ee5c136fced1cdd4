using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <summary>A session that can still be used.</summary>
/// <param name="SessionId">What its tokens name as <c>sid</c>.</param>
/// <param name="DeviceId">The browser or phone; null where it is not known.</param>
/// <param name="Device">What it is called.</param>
/// <param name="Methods">What the holder proved it by: words of RFC 8176.</param>
/// <param name="BeganAt">When they signed in.</param>
/// <param name="LastSeenAt">When a front end last asked for tokens, every few minutes while somebody works.</param>
/// <param name="Address">From which network address they signed in; <c>[erased]</c> after 180 days.</param>
/// <param name="IsThis">Whether the question came from it.</param>
public sealed record SessionShown(
    Guid SessionId, Guid? DeviceId,
    [Shows(typeof(DeviceDetails), nameof(DeviceDetails.Name))] string? Device,
    [Shows(typeof(SessionDetails), nameof(SessionDetails.Methods))] IReadOnlyList<string> Methods,
    DateTimeOffset BeganAt, DateTimeOffset LastSeenAt,
    [Plain(DataClass.Internal, "Sealed in the store; shown to its holder and the security administrators.")] string? Address,
    bool IsThis);

public static class ListOwnSessionsEndpoint
{
    /// <summary>Lists the caller's sessions that can still be used, the last begun first.</summary>
    [WolverineGet("/api/access/me/sessions"), OpenToEmployees("everybody sees where they are signed in")]
    [ProducesResponseType<IReadOnlyList<SessionShown>>(StatusCodes.Status200OK)]
    public static async Task<IResult> Get(HttpContext http, Reads reads, Sessions sessions, Signatures signatures) =>
        Results.Ok(await LiveSessions.Of(reads.Actor.AccountId, SignedIn.Of(http).SessionId, reads, sessions, signatures));
}

public static class ListSessionsEndpoint
{
    /// <summary>Lists the sessions of an account that can still be used, the last begun first.</summary>
    [WolverineGet("/api/access/accounts/{accountId}/sessions"), Permission(Permission.ReadSessions)]
    [ProducesResponseType<IReadOnlyList<SessionShown>>(StatusCodes.Status200OK)]
    public static async Task<IResult> Get(Guid accountId, HttpContext http, Reads reads, Sessions sessions, Signatures signatures) =>
        Results.Ok(await LiveSessions.Of(accountId, SignedIn.Of(http).SessionId, reads, sessions, signatures));
}

/// <summary>Puts together what is known of an account's sessions.</summary>
public static class LiveSessions
{
    private const int Most = 200;

    public static async Task<IReadOnlyList<SessionShown>> Of(Guid accountId, Guid? present, Reads reads, Sessions sessions, Signatures signatures)
    {
        await using var session = reads.Session();
        var found = await sessions.Live(session).Where(x => x.AccountId == accountId)
            .OrderByDescending(x => x.Id).Take(Most).ToListAsync(reads.Cancelled);
        var ids = found.Select(x => x.Id).ToArray();
        var seen = await SeenAt(ids, reads);
        var begun = (await session.Events.QueryAllRawEvents().Where(x => ids.Contains(x.StreamId) && x.Version == 1).ToListAsync(reads.Cancelled))
            .ToDictionary(x => x.StreamId);
        var devices = (await session.LoadManyAsync<DeviceDetails>(reads.Cancelled, [.. found.Select(x => x.DeviceId).OfType<Guid>().Distinct()])).ToDictionary(x => x.Id);
        return [.. found.Select(Show)];

        SessionShown Show(SessionDetails x) => new(
            x.Id, x.DeviceId, x.DeviceId is { } device ? devices[device].Name : null, x.Methods, x.BeganAt, seen.GetValueOrDefault(x.Id, x.BeganAt),
            signatures.AddressOf(begun[x.Id]), x.Id == present);
    }

    private static async Task<Dictionary<Guid, DateTimeOffset>> SeenAt(Guid[] ids, Reads reads)
    {
        await using var command = reads.Database.CreateCommand("select session_id, seen_at from auth.session_seen where session_id = any($1)");
        command.Parameters.Add(new() { Value = ids });
        await using var reader = await command.ExecuteReaderAsync(reads.Cancelled);
        Dictionary<Guid, DateTimeOffset> seen = [];
        while (await reader.ReadAsync(reads.Cancelled))
            seen[reader.GetGuid(0)] = reader.GetFieldValue<DateTimeOffset>(1);
        return seen;
    }
}
