using System.Linq.Expressions;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Npgsql;

namespace CleaningEvents.Api.Security;

/// <summary>
/// Begins sessions, knows which go on, and ends them. Answers from memory while the database tells of ended ones; without that
/// connection it asks the database each time, so that no ended session lives on.
/// </summary>
/// <remarks>Source: policy 3.1.</remarks>
public sealed class Sessions(IDocumentStore store, NpgsqlDataSource database, SessionMemory memory, Signatures signatures, Devices devices,
    IConfiguration configuration)
{
    private const int Attempts = 5;

    private static readonly TimeSpan LongestMemory = TimeSpan.FromMinutes(1);

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Begins a session of who has just proven to be the account's holder, in place of the one this browser had; null where their device is refused.</summary>
    public async Task<Guid?> Begin(Guid accountId, IReadOnlyList<string> methods, HttpContext http)
    {
        var id = Guid.CreateVersion7();
        var context = CommandContext.OfVisitor(http, accountId) with { SessionId = id };
        var replaced = SignedIn.By((await http.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme)).Principal ?? new()).SessionId;
        Guid? device = null;
        await Save(async session =>
        {
            device = await devices.Register(session, accountId, context, http);
            if (device is null)
                return;

            if (replaced is not null)
                await End(session, x => x.Id == replaced, SessionEnd.Replaced, context);
            await Start(session, new SessionBegan(id, accountId, device, methods, Now), context);
        }, http.RequestAborted);
        if (device is not { } known)
            return null;

        devices.Remember(known, http);
        return id;
    }

    /// <summary>Records a session that another issuer began when it is first seen here.</summary>
    public async Task Meet(Guid sessionId, Guid accountId, IReadOnlyList<string> methods, HttpContext http)
    {
        if (memory.TryFind(sessionId, out _))
            return;

        var context = CommandContext.OfVisitor(http, accountId) with { SessionId = sessionId };
        await Save(async session =>
        {
            if (await session.LoadAsync<SessionDetails>(sessionId, context.Cancelled) is null)
                await Start(session, new SessionBegan(sessionId, accountId, DeviceId: null, methods, Now), context);
        }, context.Cancelled);
    }

    /// <summary>Notes that the session is used now; false when it was ended, was left idle or has grown too old for the client.</summary>
    public async Task<bool> Continue(Guid sessionId, Client client, CancellationToken cancelled)
    {
        await using var session = store.QuerySession();
        if (await session.LoadAsync<SessionDetails>(sessionId, cancelled) is not { EndedAt: null } found || found.BeganAt + client.Longest <= Now)
            return false;

        await using var command = database.CreateCommand("update auth.session_seen set seen_at = $2 where session_id = $1 and seen_at > $3");
        command.Parameters.Add(new() { Value = sessionId });
        command.Parameters.Add(new() { Value = Now });
        command.Parameters.Add(new() { Value = Now - client.Idle });
        return await command.ExecuteNonQueryAsync(cancelled) is 1;
    }

    /// <summary>Whether nobody has ended the session. One that was never recorded goes on: who signs its tokens vouches for it.</summary>
    public async ValueTask<bool> IsLive(Guid sessionId, CancellationToken cancelled)
    {
        if (memory.TryFind(sessionId, out var isLive))
            return isLive;

        var generation = memory.Generation;
        await using var session = store.QuerySession();
        isLive = !await session.Query<SessionDetails>().AnyAsync(x => x.Id == sessionId && x.EndedAt != null, cancelled);
        memory.Keep(sessionId, isLive, Now + LongestMemory, generation);
        return isLive;
    }

    /// <summary>Those that can still be used: nobody has ended them, and they are not older than any front end allows.</summary>
    public IQueryable<SessionDetails> Live(IQuerySession session)
    {
        var longest = ExternalIssuer.In(configuration)?.Longest ?? Client.In(configuration).Select(x => x.Longest).Append(IssuerSetup.LongestSession).Max();
        var oldest = Now - longest - IssuerSetup.LifeOfAccessToken;
        return session.Query<SessionDetails>().Where(x => x.EndedAt == null && x.BeganAt > oldest);
    }

    /// <summary>Ends one session, in a transaction of its own.</summary>
    public Task End(Guid sessionId, SessionEnd reason, CommandContext context) =>
        Save(session => End(session, x => x.Id == sessionId, reason, context), context.Cancelled);

    /// <summary>Ends all sessions of an account but one, in the transaction of <paramref name="session"/>.</summary>
    public Task EndAll(IDocumentSession session, Guid accountId, SessionEnd reason, CommandContext context, Guid except = default) =>
        End(session, x => x.AccountId == accountId && x.Id != except, reason, context);

    /// <summary>Ends what goes on with a device, of one account or of all, in the transaction of <paramref name="session"/>.</summary>
    public Task EndOn(IDocumentSession session, Guid deviceId, CommandContext context, Guid? accountId = null) => accountId is null
        ? End(session, x => x.DeviceId == deviceId, SessionEnd.DeviceNotTrusted, context)
        : End(session, x => x.DeviceId == deviceId && x.AccountId == accountId, SessionEnd.DeviceNotTrusted, context);

    private async Task Start(IDocumentSession session, SessionBegan began, CommandContext context)
    {
        await signatures.Sign(session.Events.StartStream<Session>(began.SessionId, Session.Begin(null, began).Events).Events, context);
        session.QueueSqlCommand("insert into auth.session_seen (session_id, seen_at) values (?, ?)", began.SessionId, began.OccurredAt);
    }

    private async Task End(IDocumentSession session, Expression<Func<SessionDetails, bool>> which, SessionEnd reason, CommandContext context)
    {
        foreach (var found in await Live(session).Where(which).ToListAsync(context.Cancelled))
        {
            var stream = await session.Events.FetchForWriting<Session>(found.Id, context.Cancelled);
            stream.AppendMany(stream.Aggregate!.Revoke(reason, Now).Events);
            await signatures.Sign(stream.Events, context);
        }
    }

    /// <summary>Tries again when another was quicker.</summary>
    private async Task Save(Func<IDocumentSession, Task> change, CancellationToken cancelled)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var session = store.LightweightSession();
            await change(session);
            try
            {
                await session.SaveChangesAsync(cancelled);
                return;
            }
            catch (Exception e) when (attempt < Attempts && Commands.IsLostRace(e))
            {
            }
        }
    }
}
