using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

public static class RevokeOwnSessionEndpoint
{
    /// <summary>Ends one of the caller's sessions; no token of it is taken from then on.</summary>
    [WolverinePost("/api/access/me/sessions/{sessionId}/revoke"), OpenToEmployees("everybody ends their own sessions"), StepUp(PasswordWillDo = true)]
    public static Task<IResult> Post(Guid sessionId, [NotBody] Commands commands) =>
        commands.Change<Session>(sessionId, (session, facts) => session.Of(facts.AskedBy, facts).Revoke(SessionEnd.ByHolder, TimeProvider.System.GetUtcNow()));
}

public static class RevokeOtherSessionsEndpoint
{
    /// <summary>Ends every session of the caller's but this one.</summary>
    [WolverinePost("/api/access/me/sessions/{sessionId}/revoke-others"), OpenToEmployees("everybody ends their own sessions"), StepUp(PasswordWillDo = true)]
    public static Task<IResult> Post(Guid sessionId, [NotBody] Commands commands, Sessions sessions) =>
        commands.Change<Session>(sessionId, async (session, facts) =>
        {
            await sessions.EndAll(facts.Session, session.Of(facts.AskedBy, facts).AccountId, SessionEnd.ByHolder, commands.Context, except: sessionId);
            return Decision.Nothing;
        });
}

public static class RevokeSessionEndpoint
{
    /// <summary>Ends one session of an account; no token of it is taken from then on.</summary>
    [WolverinePost("/api/access/accounts/{accountId}/sessions/{sessionId}/revoke"), Permission(Permission.EndSessions)]
    public static Task<IResult> Post(Guid accountId, Guid sessionId, [NotBody] Commands commands) =>
        commands.Change<Session>(sessionId, (session, facts) => session.Of(accountId, facts).Revoke(SessionEnd.ByAdministrator, TimeProvider.System.GetUtcNow()));
}

public static class RevokeAllSessionsEndpoint
{
    /// <summary>Ends every session of an account; its holder signs in anew.</summary>
    [WolverinePost("/api/access/accounts/{accountId}/revoke-sessions"), Permission(Permission.EndSessions)]
    public static Task<IResult> Post(Guid accountId, [NotBody] Commands commands, Sessions sessions) =>
        commands.Change<Account>(accountId, async (_, facts) =>
        {
            await sessions.EndAll(facts.Session, accountId, SessionEnd.ByAdministrator, commands.Context);
            return Decision.Nothing;
        });
}

/// <summary>Whose session an address names.</summary>
public static class OwnedSessions
{
    /// <summary>The session, which the caller hears of only where it is of this account.</summary>
    public static Session Of(this Session session, Guid? accountId, Facts facts)
    {
        if (session.AccountId != accountId)
            facts.Deny(Problems.NotFound());
        return session;
    }
}
