using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Security.Passwords;

/// <summary>How an employee comes to a password: somebody offers a one-time secret, and the employee uses it.</summary>
public sealed class Enrolments(
    IDocumentStore store, NpgsqlDataSource database, PasswordHashing hashing, PasswordPolicy policy, IssuerKeys keys, Signatures signatures,
    Sessions sessions, Guesses guesses)
{
    /// <summary>How long a secret may be used.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromHours(24);

    /// <summary>Makes a secret that replaces any earlier one and keeps its hash only. The same command sent again gets the same secret.</summary>
    public async Task<(IResult Answer, OneTimeSecret Secret)> Offer(Guid accountId, Commands commands)
    {
        var secret = OneTimeSecret.For(keys.ForEnrolment, $"{accountId} {commands.Context.Actor.AccountId} {commands.Context.Key}");
        var answer = await commands.Change<Account>(accountId, (account, facts) =>
        {
            var expiresAt = TimeProvider.System.GetUtcNow() + Validity;
            facts.Session.QueueSqlCommand(
                """
                insert into auth.enrolment (account_id, secret_hash, expires_at) values (?, ?, ?)
                on conflict (account_id) do update set secret_hash = excluded.secret_hash, expires_at = excluded.expires_at
                """,
                accountId, secret.Hash(), expiresAt);
            return account.OfferEnrolment(expiresAt);
        });
        return (answer, secret);
    }

    /// <summary>Chooses a password with the secret: null when done, else the name of what was wrong.</summary>
    public async Task<string?> Use(string employeeNumber, OneTimeSecret secret, string password, HttpContext http)
    {
        var cancelled = http.RequestAborted;
        await using var session = store.LightweightSession();
        var account = await session.Query<AccountDetails>().FirstOrDefaultAsync(x => x.EmployeeNumber == employeeNumber, cancelled);
        var isOffered = await IsOffered(account?.Id ?? Guid.Empty, secret, cancelled);
        if (account is null || !isOffered)
            return "enrolment-refused";
        if (await policy.Broken(password, account, cancelled) is { } rule)
            return rule;

        var context = CommandContext.OfVisitor(http, account.Id);
        await signatures.Sign(session, context);
        var hash = await hashing.Hash(PasswordRules.Normalize(password)!, cancelled);
        if (!await Change(session, account.Id, secret, hash, context))
            return "enrolment-refused";

        await guesses.Forget(employeeNumber, cancelled);
        return null;
    }

    /// <summary>Secret, hash and event in one transaction: whoever deletes the secret first has used it.</summary>
    private async Task<bool> Change(IDocumentSession session, Guid accountId, OneTimeSecret secret, string hash, CommandContext context)
    {
        var cancelled = context.Cancelled;
        await session.BeginTransactionAsync(cancelled);
        if (!await Consume(session, accountId, secret, cancelled))
            return false;

        var stream = await session.Events.FetchForWriting<Account>(accountId, cancelled);
        var decision = stream.Aggregate!.ChangePassword();
        if (decision.Refusal is not null)
            return false;

        stream.AppendMany(decision.Events);
        await sessions.EndAll(session, accountId, SessionEnd.CredentialChanged, context);
        Credentials.Choose(session, accountId, hash, chosenIn: null, policy.Remembered);
        await session.SaveChangesAsync(cancelled);
        return true;
    }

    private static async Task<bool> Consume(IDocumentSession session, Guid accountId, OneTimeSecret secret, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand("delete from auth.enrolment where account_id = $1 and secret_hash = $2 and expires_at > now()");
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = secret.Hash() });
        return await session.ExecuteAsync(command, cancelled) is 1;
    }

    private async Task<bool> IsOffered(Guid accountId, OneTimeSecret secret, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            "select 1 from auth.enrolment where account_id = $1 and secret_hash = $2 and expires_at > now()");
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = secret.Hash() });
        return await command.ExecuteScalarAsync(cancelled) is not null;
    }
}
