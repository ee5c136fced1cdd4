using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using Npgsql;
using OtpNet;

namespace CleaningEvents.Api.Security.Factors;

/// <summary>What authenticator apps make codes from (RFC 6238: SHA-1, 6 digits, 30 seconds), sealed with a key of whom it belongs to.</summary>
public sealed class TotpSecrets(NpgsqlDataSource database, ISubjectKeys keys)
{
    private const int Length = 20;

    /// <summary>A secret to put into an app and confirm by one code: the same for 10 minutes. Null when an app is enrolled.</summary>
    /// <exception cref="SubjectErasedException"/>
    public async Task<byte[]?> Offer(Guid accountId, CancellationToken cancelled)
    {
        var secret = await Sealed(accountId, KeyGeneration.GenerateRandomKey(Length), cancelled);
        await using var command = database.CreateCommand(
            """
            insert into auth.totp as known (account_id, factor_id, secret) values ($1, $2, $3)
            on conflict (account_id) do update set factor_id = excluded.factor_id, secret = excluded.secret, offered_at = now(), last_step = 0
            where known.enrolled_at is null and known.offered_at < now() - interval '10 minutes'
            """);
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = Guid.CreateVersion7() });
        command.Parameters.Add(new() { Value = secret });
        await command.ExecuteNonQueryAsync(cancelled);
        return await Find(accountId, cancelled) is { IsEnrolled: false } offered ? offered.Secret : null;
    }

    /// <summary>Enrols the app that makes <paramref name="code"/> from the secret that was offered.</summary>
    public async Task<IResult> Confirm(Guid accountId, string code, Commands commands)
    {
        if (await commands.FirstAnswer() is { } first)
            return first;
        if (await Find(accountId, commands.Context.Cancelled) is not { } offered || StepOf(offered.Secret, code, TimeProvider.System.GetUtcNow()) is not { } step)
            return Problems.Invalid("code", "wrong-code", Messages.Page("wrong-code"));

        return await commands.Change<Account>(accountId, (account, facts) =>
        {
            facts.Session.QueueSqlCommand(
                "update auth.totp set enrolled_at = coalesce(enrolled_at, now()), last_step = greatest(last_step, ?) where account_id = ? and factor_id = ?",
                step, accountId, offered.FactorId);
            return account.EnrolTotp(offered.FactorId);
        });
    }

    /// <summary>Whether the code is the app's of this half minute or its neighbours, and newer than the last that was accepted.</summary>
    public async Task<bool> Accept(Guid accountId, string code, CancellationToken cancelled)
    {
        if (await Find(accountId, cancelled) is not { IsEnrolled: true } app || StepOf(app.Secret, code, TimeProvider.System.GetUtcNow()) is not { } step)
            return false;

        await using var command = database.CreateCommand("update auth.totp set last_step = $2 where account_id = $1 and factor_id = $3 and last_step < $2");
        command.Parameters.Add(new() { Value = accountId });
        command.Parameters.Add(new() { Value = step });
        command.Parameters.Add(new() { Value = app.FactorId });
        return await command.ExecuteNonQueryAsync(cancelled) is 1;
    }

    /// <summary>The half minute since 1970 whose code it is, one before or after <paramref name="at"/> included; null when it is none's.</summary>
    public static long? StepOf(byte[] secret, string code, DateTimeOffset at) =>
        code.Length is 6 && code.All(char.IsAsciiDigit)
        && new Totp(secret).VerifyTotp(at.UtcDateTime, code, out var step, new VerificationWindow(previous: 1, future: 1))
            ? step
            : null;

    /// <summary>What an app reads off the picture.</summary>
    public static string UriFor(byte[] secret, string employeeNumber) => new OtpUri(OtpType.Totp, secret, employeeNumber, "CleaningEvents").ToString();

    private async Task<(Guid FactorId, byte[] Secret, bool IsEnrolled)?> Find(Guid accountId, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand("select factor_id, secret, enrolled_at is not null from auth.totp where account_id = $1");
        command.Parameters.Add(new() { Value = accountId });
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        return await reader.ReadAsync(cancelled) && Opened(accountId, reader.GetFieldValue<byte[]>(1)) is { } secret
            ? (reader.GetGuid(0), secret, reader.GetBoolean(2))
            : null;
    }

    private async Task<byte[]> Sealed(Guid accountId, byte[] secret, CancellationToken cancelled)
    {
        var scope = new KeyScope(accountId, Purpose.Employment, Month: "");
        await keys.Prepare([scope], cancelled);
        return Seal.Close(secret, keys.ToSeal(scope), new Nonces(1).Next(), PlaceOf(accountId));
    }

    /// <summary>Null when the holder was erased.</summary>
    private byte[]? Opened(Guid accountId, byte[] seal) => keys.ToOpen(Seal.KeyOf(seal)) is { } key ? Seal.Open(seal, key, PlaceOf(accountId)) : null;

    private static string PlaceOf(Guid accountId) => $"auth.totp/{accountId}";
}
