using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain.Access;
using JasperFx;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Security;

/// <summary>Puts every attempt to sign in on record, with the factor that was tried and how it ended.</summary>
public sealed class SignInRecords(IDocumentStore store, NpgsqlDataSource database, Devices devices, Signatures signatures)
{
    public async Task Add(Guid accountId, SignInOutcome outcome, SignInFactor factor, HttpContext http, Guid? sessionId = null)
    {
        // Who failed is not known to be the account's holder.
        var context = CommandContext.OfVisitor(http, outcome is SignInOutcome.Succeeded ? accountId : Guid.Empty, sessionId);
        var now = TimeProvider.System.GetUtcNow();
        var stream = SignIns.StreamOf(accountId, now);
        var device = (await devices.Find(http))?.Id;
        for (var attempt = 1; ; attempt++)
        {
            await using var session = store.LightweightSession();
            await signatures.Sign(session, context);
            session.Events.Append(stream, new SignInRecorded(stream, accountId, outcome, factor, context.Address, now, sessionId, device));
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

    /// <summary>Somebody named an employee number that does not exist.</summary>
    public async Task CountUnknown(CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            """
            insert into auth.unknown_sign_in as known (day, attempts) values ((now() at time zone 'UTC')::date, 1)
            on conflict (day) do update set attempts = known.attempts + 1
            """);
        await command.ExecuteNonQueryAsync(cancelled);
    }
}
