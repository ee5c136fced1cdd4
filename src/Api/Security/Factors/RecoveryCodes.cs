using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Api.Security.Passwords;
using CleaningEvents.Domain.Access;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Security.Factors;

/// <summary>Codes for when every other factor is lost: ten of 160 bits, told once, kept as hashes, each good for one use.</summary>
public sealed class RecoveryCodes(IssuerKeys keys)
{
    /// <summary>Makes ten that replace all earlier ones. The same command sent again gets the same.</summary>
    public async Task<(IResult Answer, IReadOnlyList<OneTimeSecret> Codes)> Make(Guid accountId, Commands commands)
    {
        IReadOnlyList<OneTimeSecret> codes =
        [
            .. Enumerable.Range(1, Account.RecoveryCodeCount).Select(x => OneTimeSecret.For(keys.ForRecovery, $"{accountId} {commands.Context.Key} {x}")),
        ];
        var answer = await commands.Change<Account>(accountId, (account, facts) =>
        {
            facts.Session.QueueSqlCommand("delete from auth.recovery_code where account_id = ?", accountId);
            foreach (var code in codes)
                facts.Session.QueueSqlCommand("insert into auth.recovery_code (account_id, code_hash) values (?, ?)", accountId, code.Hash());
            return account.MakeRecoveryCodes();
        });
        return (answer, codes);
    }

    /// <summary>Uses a code up, in one transaction with the event that says so: of two at once one succeeds.</summary>
    public async Task<bool> Use(Guid accountId, OneTimeSecret code, Commands commands) =>
        await commands.Change<Account>(accountId, async (account, facts) =>
        {
            await facts.Session.BeginTransactionAsync(facts.Cancelled);
            if (!await Consume(facts.Session, accountId, code, facts.Cancelled))
                facts.Deny(Problems.NotFound());
            return account.UseRecoveryCode();
        }) is Accepted;

    private static async Task<bool> Consume(IDocumentSession session, Guid accountId, OneTimeSecret code, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand("delete from auth.recovery_code where account_id = $1 and code_hash = $2");
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = code.Hash() });
        return await session.ExecuteAsync(command, cancelled) is 1;
    }
}
