using System.Text.Json;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Fido2NetLib;
using Fido2NetLib.Objects;
using Npgsql;

namespace CleaningEvents.Api.Security.Factors;

/// <summary>
/// Passkeys (WebAuthn), bound to the address under which people reach the service. Each proves two things at once: that its holder has
/// it, and by finger, face or PIN that it is the holder.
/// </summary>
public sealed class Passkeys(NpgsqlDataSource database, IConfiguration configuration)
{
    private readonly Fido2 webAuthn = new(new Fido2Configuration
    {
        RPID = configuration.Issuer().Host,
        RPName = configuration["Company:Name"] ?? "CleaningEvents",
        Origins = new HashSet<string> { configuration.Issuer().GetLeftPart(UriPartial.Authority) },
    });

    private sealed record Passkey(Guid Id, byte[] CredentialId, byte[] PublicKey, uint SignCount, bool IsSynced);

    /// <summary>What the browser is asked to make a passkey by, as JSON.</summary>
    public async Task<string> Offer(AccountDetails account, CancellationToken cancelled)
    {
        var options = webAuthn.RequestNewCredential(new RequestNewCredentialParams
        {
            User = new Fido2User { Id = account.Id.ToByteArray(), Name = account.EmployeeNumber, DisplayName = account.EmployeeNumber },
            ExcludeCredentials = [.. (await Of(account.Id, cancelled)).Select(x => new PublicKeyCredentialDescriptor(x.CredentialId))],
            AuthenticatorSelection = new AuthenticatorSelection
            {
                ResidentKey = ResidentKeyRequirement.Preferred,
                UserVerification = UserVerificationRequirement.Required,
            },
            AttestationPreference = AttestationConveyancePreference.None,
        }).ToJson();
        await using var command = database.CreateCommand(
            """
            insert into auth.passkey_offer (account_id, options) values ($1, $2)
            on conflict (account_id) do update set options = excluded.options, offered_at = now()
            """);
        command.Parameters.Add(new() { Value = account.Id });
        command.Parameters.Add(new() { Value = options });
        await command.ExecuteNonQueryAsync(cancelled);
        return options;
    }

    /// <summary>Enrols the passkey that the browser made, <paramref name="credential"/> as JSON.</summary>
    public async Task<IResult> Enrol(Guid accountId, string credential, Commands commands)
    {
        if (await commands.FirstAnswer() is { } first)
            return first;

        var cancelled = commands.Context.Cancelled;
        if (await Offered(accountId, cancelled) is not { } offer
            || await Understood(() => webAuthn.MakeNewCredentialAsync(
                new MakeNewCredentialParams
                {
                    AttestationResponse = Read<AuthenticatorAttestationRawResponse>(credential),
                    OriginalOptions = offer,
                    // One that another account has is refused by the table.
                    IsCredentialIdUniqueToUserCallback = (_, _) => Task.FromResult(true),
                },
                cancelled)) is not { } key)
            return Problems.Invalid("credential", "wrong-passkey", Messages.Page("wrong-passkey"));

        var passkeyId = Guid.CreateVersion7();
        return await commands.Change<Account>(accountId, (account, facts) =>
        {
            facts.Session.QueueSqlCommand(
                """
                insert into auth.passkey (passkey_id, account_id, credential_id, public_key, sign_count, is_synced) values (?, ?, ?, ?, ?, ?)
                """,
                passkeyId, accountId, key.Id, key.PublicKey, (long)key.SignCount, key.IsBackupEligible);
            return account.EnrolPasskey(passkeyId);
        });
    }

    /// <summary>What the browser is asked to sign with one of the account's passkeys, as JSON; null when it has none.</summary>
    public async Task<string?> Ask(Guid accountId, CancellationToken cancelled) => await Of(accountId, cancelled) is { Count: > 0 } passkeys
        ? webAuthn.GetAssertionOptions(new GetAssertionOptionsParams
        {
            AllowedCredentials = [.. passkeys.Select(x => new PublicKeyCredentialDescriptor(x.CredentialId))],
            UserVerification = UserVerificationRequirement.Required,
        }).ToJson()
        : null;

    /// <summary>How the holder proved it (<c>amr</c>): <c>hwk</c>, or <c>swk</c> for a key that may be copied between devices; null when it is not proven.</summary>
    public async Task<string?> Prove(Guid accountId, string asked, string credential, CancellationToken cancelled)
    {
        var passkeys = await Of(accountId, cancelled);
        var used = await Understood(async () =>
        {
            var signed = Read<AuthenticatorAssertionRawResponse>(credential);
            var passkey = passkeys.First(x => x.CredentialId.AsSpan().SequenceEqual(signed.RawId));
            var result = await webAuthn.MakeAssertionAsync(
                new MakeAssertionParams
                {
                    AssertionResponse = signed,
                    OriginalOptions = AssertionOptions.FromJson(asked),
                    StoredPublicKey = passkey.PublicKey,
                    StoredSignatureCounter = passkey.SignCount,
                    IsUserHandleOwnerOfCredentialIdCallback = (x, _) => Task.FromResult(x.UserHandle.AsSpan().SequenceEqual(accountId.ToByteArray())),
                },
                cancelled);
            return passkey with { SignCount = result.SignCount };
        });
        return used is not null && await Count(used, cancelled) ? used.IsSynced ? SignedIn.ByPasskey : SignedIn.ByBoundPasskey : null;
    }

    /// <summary>Takes the offer, which is for one use.</summary>
    private async Task<CredentialCreateOptions?> Offered(Guid accountId, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            "delete from auth.passkey_offer where account_id = $1 and offered_at > now() - interval '10 minutes' returning options");
        command.Parameters.Add(new() { Value = accountId });
        return await command.ExecuteScalarAsync(cancelled) is string options ? CredentialCreateOptions.FromJson(options) : null;
    }

    private async Task<IReadOnlyList<Passkey>> Of(Guid accountId, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            "select passkey_id, credential_id, public_key, sign_count, is_synced from auth.passkey where account_id = $1 order by enrolled_at");
        command.Parameters.Add(new() { Value = accountId });
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        List<Passkey> found = [];
        while (await reader.ReadAsync(cancelled))
            found.Add(new Passkey(
                reader.GetGuid(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2), (uint)reader.GetInt64(3), reader.GetBoolean(4)));
        return found;
    }

    /// <summary>Keeps the authenticator's count; of two uses with the same one, the second is a copy's.</summary>
    private async Task<bool> Count(Passkey passkey, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            "update auth.passkey set sign_count = $2, last_used_at = now() where passkey_id = $1 and (sign_count < $2 or (sign_count = 0 and $2 = 0))");
        command.Parameters.Add(new() { Value = passkey.Id });
        command.Parameters.Add(new() { Value = (long)passkey.SignCount });
        return await command.ExecuteNonQueryAsync(cancelled) is 1;
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json) ?? throw new JsonException("The credential is null.");

    /// <summary>Null where the library does not believe or understand what a browser sent, which it says by exceptions of many kinds.</summary>
    private static async Task<T?> Understood<T>(Func<Task<T>> check) where T : class
    {
        try
        {
            return await check();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }
}
