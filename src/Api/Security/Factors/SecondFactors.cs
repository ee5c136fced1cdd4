using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using Marten;

namespace CleaningEvents.Api.Security.Factors;

/// <summary>What the account's events say of second factors, and the secrets beside them, taken away together.</summary>
public static class SecondFactors
{
    /// <summary>The holder takes one away.</summary>
    public static Task<IResult> Remove(Guid accountId, Guid factorId, Commands commands) => commands.Change<Account>(accountId, (account, facts) =>
        Forget(facts.Session, accountId, account.RemoveFactor(factorId)));

    /// <summary>Others take all away.</summary>
    public static Task<IResult> Reset(Guid accountId, string reason, Commands commands) => commands.Change<Account>(accountId, (account, facts) =>
        Forget(facts.Session, accountId, account.ResetFactors(reason)));

    private static Domain.Decision Forget(IDocumentSession session, Guid accountId, Domain.Decision decision)
    {
        foreach (var removed in decision.Events.OfType<SecondFactorRemoved>())
            session.QueueSqlCommand(
                removed.Kind is SecondFactorKind.Totp
                    ? "delete from auth.totp where account_id = ? and factor_id = ?"
                    : "delete from auth.passkey where account_id = ? and passkey_id = ?",
                accountId, removed.FactorId);
        return decision;
    }
}
