using System.Text;
using CleaningEvents.Api.Security.Keys;
using Npgsql;

namespace CleaningEvents.Api.Security.Passwords;

/// <summary>
/// Slows down whoever guesses, on this node as <see cref="Throttle"/> says, and on all together by a count that ends with the hundredth failure
/// in a row: then only a device that the account knows, or a new one-time secret, lets its holder in.
/// </summary>
/// <remarks>Source: NIST SP 800-63B-4, 3.2.2.</remarks>
public sealed class Guesses(Throttle throttle, Devices devices, NpgsqlDataSource database, BlindingKey blinding)
{
    /// <summary>How many failures in a row an account takes from devices that it does not know.</summary>
    public const int Most = 100;

    private static readonly TimeSpan Stopped = TimeSpan.FromMinutes(15);

    /// <summary>Counts an attempt as failed until it has succeeded; or says how long to wait. Numbers that nobody has count alike.</summary>
    public async Task<TimeSpan?> Enter(string employeeNumber, Guid? accountId, HttpContext http)
    {
        if (await Known(accountId, http) is { } device)
            return throttle.Enter(Throttle.Of(device, employeeNumber));
        if (throttle.Enter(Throttle.Of(http, employeeNumber)) is { } wait)
            return wait;

        return await Count(employeeNumber, http.RequestAborted) ? null : Stopped;
    }

    /// <summary>The attempt was no guess.</summary>
    public async Task Succeeded(string employeeNumber, Guid accountId, HttpContext http)
    {
        throttle.Succeeded(await Known(accountId, http) is { } device ? Throttle.Of(device, employeeNumber) : Throttle.Of(http, employeeNumber));
        await Forget(employeeNumber, http.RequestAborted);
    }

    /// <summary>One factor was right and another is asked for: the address gets the attempt back, the account does not yet.</summary>
    public async Task Return(Guid accountId, HttpContext http)
    {
        if (await Known(accountId, http) is null)
            throttle.Succeeded(Throttle.Of(http));
    }

    /// <summary>Lets the account be tried again.</summary>
    public async Task Forget(string employeeNumber, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand("delete from auth.guess where number_hash = $1");
        command.Parameters.Add(new() { Value = HashOf(employeeNumber) });
        await command.ExecuteNonQueryAsync(cancelled);
    }

    private async Task<Guid?> Known(Guid? accountId, HttpContext http) =>
        await devices.Find(http) is { } device && accountId is { } id && device.Accounts.Contains(id) ? device.Id : null;

    private async Task<bool> Count(string employeeNumber, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            """
            insert into auth.guess as known (number_hash, count, last_on) values ($1, 1, (now() at time zone 'UTC')::date)
            on conflict (number_hash) do update set count = known.count + 1, last_on = excluded.last_on where known.count < $2
            """);
        command.Parameters.Add(new() { Value = HashOf(employeeNumber) });
        command.Parameters.Add(new() { Value = Most });
        return await command.ExecuteNonQueryAsync(cancelled) is 1;
    }

    // Keyed, as it may be a password that somebody typed in the wrong field.
    private byte[] HashOf(string employeeNumber) => blinding.Mac("guess", Encoding.UTF8.GetBytes(employeeNumber));
}
