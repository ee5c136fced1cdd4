using System.Net;

namespace CleaningEvents.Api.Security.Passwords;

/// <summary>
/// Slows down whoever guesses: from the fifth failure on one account, or the twentieth from one network, within 15 minutes of each other,
/// each further one doubles the wait, from 1 second to 15 minutes; from the 300th of all on, one a second is looked at. A device that the
/// account knows has a budget of its own, so that nobody is locked out by the guesses of others. Kept in this process's memory.
/// </summary>
/// <remarks>Unknown employee numbers count like known ones, or the wait would tell which exist.</remarks>
public sealed class Throttle(TimeProvider time)
{
    private const int FreeOfAccount = 5;
    private const int FreeOfNetwork = 20;
    private const int FreeOfAll = 300;
    private const int ManyKeys = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private readonly Lock counting = new();
    private readonly Dictionary<Key, Failures> failures = [];

    /// <summary>Whose failures are counted together.</summary>
    /// <param name="Name">An employee number as typed, a device with one, a network, or everybody.</param>
    /// <param name="Free">The failure from which on the next has to wait.</param>
    /// <param name="Longest">The longest wait; null for 15 minutes.</param>
    public readonly record struct Key(string Name, int Free, TimeSpan? Longest = null);

    private readonly record struct Failures(int Count, DateTimeOffset LastAt);

    /// <summary>Of a device that the account with the number knows.</summary>
    public static Key[] Of(Guid device, string employeeNumber) => [new($"device {device} {employeeNumber}", FreeOfAccount)];

    /// <summary>Of any other.</summary>
    public static Key[] Of(HttpContext http, string? employeeNumber = null) =>
    [
        new("all", FreeOfAll, TimeSpan.FromSeconds(1)),
        .. employeeNumber is null ? Array.Empty<Key>() : [new Key($"number {employeeNumber}", FreeOfAccount)],
        .. http.Connection.RemoteIpAddress is { } address ? [new Key($"network {NetworkOf(address)}", FreeOfNetwork)] : Array.Empty<Key>(),
    ];

    /// <summary>Whoever has one address of it has many: the /24 of an IPv4 address, the /64 of an IPv6 one.</summary>
    public static IPNetwork NetworkOf(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = plain.GetAddressBytes();
        var length = bytes.Length is 4 ? 24 : 64;
        bytes.AsSpan(length / 8).Clear();
        return new IPNetwork(new IPAddress(bytes), length);
    }

    /// <summary>Counts an attempt as failed until it has succeeded, so that many at once are no way around; or says how long to wait.</summary>
    public TimeSpan? Enter(params ReadOnlySpan<Key> keys)
    {
        lock (counting)
        {
            var now = time.GetUtcNow();
            var wait = TimeSpan.Zero;
            foreach (var key in keys)
                if (WaitOf(key, now) is var longer && longer > wait)
                    wait = longer;
            if (wait > TimeSpan.Zero)
                return wait;

            ForgetOld(now);
            foreach (var key in keys)
                failures[key] = new Failures(Counted(key, now) + 1, now);
            return null;
        }
    }

    /// <summary>The attempt was no guess: the account starts afresh, network and all get this one back.</summary>
    public void Succeeded(params ReadOnlySpan<Key> keys)
    {
        lock (counting)
            foreach (var key in keys)
                if (key.Free is FreeOfAccount || !failures.TryGetValue(key, out var counted) || counted.Count <= 1)
                    failures.Remove(key);
                else
                    failures[key] = counted with { Count = counted.Count - 1 };
    }

    private TimeSpan WaitOf(Key key, DateTimeOffset now)
    {
        var beyond = Counted(key, now) - key.Free;
        if (beyond < 0)
            return TimeSpan.Zero;

        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(beyond, 10)));
        var longest = key.Longest ?? Window;
        return failures[key].LastAt + (pause < longest ? pause : longest) - now;
    }

    private int Counted(Key key, DateTimeOffset now) => failures.TryGetValue(key, out var counted) && now - counted.LastAt < Window ? counted.Count : 0;

    private void ForgetOld(DateTimeOffset now)
    {
        if (failures.Count < ManyKeys)
            return;
        foreach (var (key, counted) in failures)
            if (now - counted.LastAt >= Window)
                failures.Remove(key);
    }
}
