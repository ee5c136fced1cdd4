using Marten;
using Npgsql;
using NpgsqlTypes;

namespace CleaningEvents.Api.Security.Passwords;

/// <summary>What proves who somebody is; it never enters the event log.</summary>
public sealed class Credentials(NpgsqlDataSource database, PasswordHashing hashing)
{
    /// <summary>Whether the password is the account's; for no account the answer no takes as long. A hash that has become weak is made anew.</summary>
    public async Task<bool> Prove(Guid? accountId, string password, CancellationToken cancelled)
    {
        var phc = await StoredFor(accountId ?? Guid.Empty, cancelled);
        var stored = phc is null ? null : Argon2Hash.Parse(phc);
        var normal = PasswordRules.Normalize(password) ?? "";
        var isProven = await hashing.Verify(normal, stored, cancelled);
        if (isProven && stored!.IsWeak)
            await Strengthen(accountId!.Value, phc!, await hashing.Hash(normal, cancelled), cancelled);
        return isProven;
    }

    /// <summary>Whether the account has a password.</summary>
    public async Task<bool> Exists(Guid accountId, CancellationToken cancelled) => await StoredFor(accountId, cancelled) is not null;

    /// <summary>Whether who signed in so did it with the password that holds now, or has chosen that one since.</summary>
    public async Task<bool> StillHolds(Guid accountId, SignedIn how, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            "select date_trunc('second', changed_at) <= $2 or changed_in is not distinct from $3 and $3 is not null from auth.credential where account_id = $1");
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = (how.At ?? DateTimeOffset.MinValue).ToUniversalTime() });
        command.Parameters.Add(new() { Value = (object?)how.SessionId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        return await command.ExecuteScalarAsync(cancelled) is true;
    }

    /// <summary>When the account's password was chosen; null when it has none.</summary>
    public async Task<DateTimeOffset?> ChangedAt(Guid accountId, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand("select changed_at from auth.credential where account_id = $1");
        command.Parameters.Add(new() { Value = accountId });
        return await command.ExecuteScalarAsync(cancelled) is DateTime at ? at : null;
    }

    /// <summary>Whether the password is the account's now, or one of those that are remembered.</summary>
    public async Task<bool> HasHad(Guid accountId, string password, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            "select password_hash from auth.credential where account_id = $1 union all select password_hash from auth.former_password where account_id = $1");
        command.Parameters.Add(new() { Value = accountId });
        List<Argon2Hash> hashes = [];
        await using (var reader = await command.ExecuteReaderAsync(cancelled))
            while (await reader.ReadAsync(cancelled))
                hashes.Add(Argon2Hash.Parse(reader.GetString(0)));
        foreach (var hash in hashes)
            if (await hashing.Verify(PasswordRules.Normalize(password)!, hash, cancelled))
                return true;

        return false;
    }

    /// <summary>Adds a new password to the transaction of <paramref name="session"/>, in place of the one there is.</summary>
    /// <param name="session">Whose transaction.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="hash">As <see cref="PasswordHashing.Hash"/> makes it.</param>
    /// <param name="chosenIn">The session in which the holder chose it, which alone goes on; null when it ends all.</param>
    /// <param name="remembered">How many earlier ones are kept.</param>
    public static void Choose(IDocumentSession session, Guid accountId, string hash, Guid? chosenIn, int remembered)
    {
        session.QueueSqlCommand(
            "insert into auth.former_password (account_id, password_hash, changed_at) select account_id, password_hash, changed_at from auth.credential where account_id = ?",
            accountId);
        session.QueueSqlCommand(
            """
            delete from auth.former_password where account_id = ? and changed_at not in
                (select changed_at from auth.former_password where account_id = ? order by changed_at desc limit ?)
            """,
            accountId, accountId, remembered);
        session.QueueSqlCommand(
            """
            insert into auth.credential (account_id, password_hash, changed_at, changed_in) values (?, ?, now(), nullif(?, '')::uuid)
            on conflict (account_id) do update set password_hash = excluded.password_hash, changed_at = excluded.changed_at, changed_in = excluded.changed_in
            """,
            accountId, hash, $"{chosenIn}");
    }

    private async Task<string?> StoredFor(Guid accountId, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand("select password_hash from auth.credential where account_id = $1");
        command.Parameters.Add(new() { Value = accountId });
        return await command.ExecuteScalarAsync(cancelled) as string;
    }

    private async Task Strengthen(Guid accountId, string weak, string strong, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            "update auth.credential set password_hash = $3 where account_id = $1 and password_hash = $2");
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = weak });
        command.Parameters.Add(new() { Value = strong });
        await command.ExecuteNonQueryAsync(cancelled);
    }
}
