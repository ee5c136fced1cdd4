using Npgsql;

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

    /// <summary>Whether who signed in at <paramref name="signedInAt"/> did so with the password that holds now.</summary>
    public async Task<bool> StillHolds(Guid accountId, DateTimeOffset signedInAt, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            "select date_trunc('second', changed_at) <= $2 from auth.credential where account_id = $1");
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = signedInAt.ToUniversalTime() });
        return await command.ExecuteScalarAsync(cancelled) is true;
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
