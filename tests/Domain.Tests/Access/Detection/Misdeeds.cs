using CleaningEvents.Domain.Access.Detection;

namespace CleaningEvents.Domain.Tests.Access.Detection;

/// <summary>Twenty ways to misuse access, each with the rule that must find it and whom.</summary>
internal static class Misdeeds
{
    private static readonly Place Elsewhere = new(new GeoPoint(31.23, 121.47), "CN", 200);

    /// <param name="Name">What is done.</param>
    /// <param name="Rule">The rule that must find it.</param>
    /// <param name="Signals">What is to be seen of it, in the order of time.</param>
    /// <param name="SubjectId">Whom the alert must name.</param>
    internal sealed record Misdeed(string Name, string Rule, IReadOnlyList<Signal> Signals, Guid SubjectId);

    public const int Ways = 20;

    /// <summary>One of the ways, done by an actor on a Tuesday to Thursday.</summary>
    public static Misdeed Of(int way, int actor, DateTimeOffset midnight)
    {
        var noon = midnight.AddHours(12);
        var (who, session, bait) = (NormalDays.Actor(actor), Id("session"), Id("bait"));
        var (attacker, device) = (Id("attacker"), Id("device"));
        return way switch
        {
            0 => Done("reads a whole branch in an hour", "R1", Many(80, 42, i => Open(i))),
            1 => Done("scrapes", "R2", Many(40, 4.2, i => Open(i))),
            2 => Done("walks along the ids", "R3", Many(18, 0, i => At(noon.AddSeconds(i * 11 + i % 3 * 3), SignalKind.Opened) with { Records = [Example.Number(1_000 + i)] })),
            3 => Done("exports the customers", "R4", [At(noon, SignalKind.Exported) with { Count = 5_000 }]),
            4 => Done("looks up a neighbour in another branch", "R5", [Open(0) with { Foreign = [Looked(0)] }]),
            5 => Done("comes back at night", "R6", [At(midnight.AddHours(2.5), SignalKind.SignedIn) with { OriginId = NormalDays.Office(actor) }]),
            6 => Done("wakes a forgotten account", "R7", [At(noon.AddDays(-50), SignalKind.Acted), At(noon, SignalKind.SignedIn)], Id("forgotten")),
            7 => Done("tries to come back after leaving", "R8", [At(noon, SignalKind.Shut) with { AccountId = null, Target = who }, At(noon.AddMinutes(5), SignalKind.WrongSecret), At(noon.AddMinutes(9), SignalKind.Reopened) with { AccountId = null, Target = who }]),
            8 => Done("guesses from one place", "R9", Many(10, 9, _ => At(noon, SignalKind.WrongSecret) with { OriginId = attacker }), attacker),
            9 => Done("guesses one account with many machines", "R9", Many(35, 7, i => At(noon, SignalKind.WrongSecret) with { OriginId = Id($"machine/{i}") })),
            10 => Done("sprays a common password", "R10", Many(18, 90, i => At(noon, SignalKind.WrongSecret) with { AccountId = Id($"victim/{i % 6}"), OriginId = attacker }), attacker),
            11 => Done("guesses slowly from several places", "R11", Many(12, 120, i => At(noon, SignalKind.WrongSecret) with { OriginId = Id($"machine/{i % 6}") })),
            12 => Done("guesses codes with a stolen password", "R12", Many(6, 60, _ => At(noon, SignalKind.WrongCode))),
            13 => Done("signs in from the other side of the earth", "R13", [At(noon, SignalKind.SignedIn) with { OriginId = NormalDays.Office(actor), Place = NormalDays.Italy }, At(noon.AddMinutes(40), SignalKind.SignedIn) with { OriginId = attacker, Place = Elsewhere }]),
            14 => Done("uses stolen credentials", "R14", [At(noon, SignalKind.SignedIn) with { SessionId = session, OriginId = attacker, DeviceId = device }, Open(0) with { At = noon.AddMinutes(4) }]),
            15 => Done("uses a stolen session", "R15", [Open(0) with { Place = NormalDays.Italy }, Open(1) with { At = noon.AddMinutes(3), Place = Elsewhere }]),
            16 => Done("hands out rights", "R16", Many(6, 200, i => At(noon, SignalKind.Granted) with { Target = Id($"friend/{i}"), Records = [Id("role")] })),
            17 => Done("probes for records", "R17", Many(4, 60, i => At(noon, SignalKind.Denied) with { Records = [.. Enumerable.Range(i * 4, 4).Select(Looked)] })),
            18 => Done("replays a refresh token", "R19", [At(noon, SignalKind.Replayed)]),
            _ => Done("finds the bait", "R20", [At(noon.AddDays(-1), SignalKind.Baited) with { AccountId = null, Records = [bait] }, At(noon, SignalKind.Opened) with { Records = [bait] }]),
        };

        Guid Id(string what) => NamedGuid.Of($"misdeed/{way}/{actor}/{midnight:O}/{what}");

        Guid Looked(int i) => Id($"record/{i}");

        Signal At(DateTimeOffset at, SignalKind kind) => new(0, at, kind, who) { SessionId = session };

        Signal Open(int i) => At(noon, SignalKind.Opened) with { Records = [Looked(i)] };

        Signal[] Many(int times, double seconds, Func<int, Signal> what) => [.. Enumerable.Range(0, times).Select(i => what(i) is var x && seconds > 0 ? x with { At = noon.AddSeconds(i * seconds) } : what(i))];

        Misdeed Done(string name, string rule, IReadOnlyList<Signal> signals, Guid? subject = null) =>
            new(name, rule, way is 6 ? [.. signals.Select(x => x with { AccountId = subject })] : signals, subject ?? who);
    }
}
