using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Api.Security.Passwords;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using JasperFx;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Security;

/// <summary>Lets in whoever proves to be the holder of an open account, and records each attempt. To all others every answer is alike.</summary>
public sealed class Doorkeeper(IDocumentStore store, NpgsqlDataSource database, Credentials credentials, Guesses guesses, Devices devices, Signatures signatures)
{
    /// <summary>What became of an attempt.</summary>
    /// <param name="AccountId">The account; null when nobody was let in.</param>
    /// <param name="WaitFor">How long to wait before the next attempt is looked at at all.</param>
    public readonly record struct Admission(Guid? AccountId, TimeSpan? WaitFor);

    /// <summary>How long a refusal takes at least, so that its time does not tell what was looked up and recorded.</summary>
    private static readonly TimeSpan ShortestRefusal = TimeSpan.FromMilliseconds(400);

    public async Task<Admission> Admit(string employeeNumber, string password, HttpContext http)
    {
        var evenly = Task.Delay(ShortestRefusal, http.RequestAborted);
        var admission = await Look(employeeNumber, password, http);
        if (admission is { AccountId: null, WaitFor: null })
            await evenly;
        return admission;
    }

    private async Task<Admission> Look(string employeeNumber, string password, HttpContext http)
    {
        await using var session = store.LightweightSession();
        var account = await session.Query<AccountDetails>().FirstOrDefaultAsync(x => x.EmployeeNumber == employeeNumber, http.RequestAborted);
        if (await guesses.Enter(employeeNumber, account?.Id, http) is { } wait)
            return new Admission(null, wait);

        var isProven = await credentials.Prove(account?.Id, password, http.RequestAborted);
        if (account is null)
        {
            await CountUnknown(http.RequestAborted);
            return default;
        }

        var outcome = !isProven ? SignInOutcome.WrongSecret
            : account.Status is AccountStatus.Open ? SignInOutcome.Succeeded
            : SignInOutcome.AccountNotOpen;
        await Record(account.Id, outcome, http);
        if (outcome is not SignInOutcome.Succeeded)
            return default;

        await guesses.Succeeded(employeeNumber, account.Id, http);
        return new Admission(account.Id, null);
    }

    private async Task Record(Guid accountId, SignInOutcome outcome, HttpContext http)
    {
        // Who failed is not known to be the account's holder.
        var context = CommandContext.OfVisitor(http, outcome is SignInOutcome.Succeeded ? accountId : Guid.Empty);
        var now = TimeProvider.System.GetUtcNow();
        var stream = SignIns.StreamOf(accountId, now);
        var device = (await devices.Find(http))?.Id;
        for (var attempt = 1; ; attempt++)
        {
            await using var session = store.LightweightSession();
            await signatures.Sign(session, context);
            session.Events.Append(stream, new SignInRecorded(stream, accountId, outcome, "password", context.Address, now, DeviceId: device));
            try
            {
                await session.SaveChangesAsync(http.RequestAborted);
                return;
            }
            catch (SubjectErasedException)
            {
                // Who was erased is a stranger, of whom no address is kept.
                await CountUnknown(http.RequestAborted);
                return;
            }
            catch (Exception e) when (attempt < 5 && e is ConcurrencyException or Marten.Exceptions.MartenCommandException or Marten.Exceptions.ExistingStreamIdCollisionException)
            {
                // Another attempt began the month's stream at the same moment.
            }
        }
    }

    private async Task CountUnknown(CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            """
            insert into auth.unknown_sign_in as known (day, attempts) values ((now() at time zone 'UTC')::date, 1)
            on conflict (day) do update set attempts = known.attempts + 1
            """);
        await command.ExecuteNonQueryAsync(cancelled);
    }
}
