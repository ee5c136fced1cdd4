using CleaningEvents.Domain.Access.Detection;

namespace CleaningEvents.Domain.Tests.Access.Detection;

/// <summary>A company at its usual work, the same each time: dispatchers, advisers, cleaners and administrators of four branches.</summary>
internal sealed class NormalDays(int days, int actors, int seed)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(1));
    public static readonly Place Italy = new(new GeoPoint(45.46, 9.19), "IT", 100);

    /// <summary>Each branch has some hundreds of customers and sites.</summary>
    private static readonly Guid[] Records = [.. Enumerable.Range(0, 1_600).Select(x => NamedGuid.Of($"record/{x}"))];

    private readonly Random random = new(seed);
    private readonly List<Signal> signals = [];

    public static Guid Actor(int number) => NamedGuid.Of($"actor/{number}");

    public static Guid Office(int actor) => NamedGuid.Of($"office/{actor % 4}");

    /// <summary>Every signal in the order of time, without positions.</summary>
    public IReadOnlyList<Signal> Play()
    {
        for (var actor = 0; actor < actors; actor++)
        {
            var holiday = random.Next(days);
            for (var day = 0; day < days; day++)
                if (Works(actor, day) && (day < holiday || day >= holiday + 14))
                    Day(actor, Start.AddDays(day));
        }

        return signals;
    }

    // Cleaners have their weekends on other days, some of them.
    private bool Works(int actor, int day) => Start.AddDays(day).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) || (IsCleaner(actor) && actor % 4 is 0);

    private static bool IsCleaner(int actor) => actor >= 20;

    private static bool IsAdministrator(int actor) => actor % 20 is 18 or 19;

    private void Day(int actor, DateTimeOffset midnight)
    {
        var session = NamedGuid.Of($"session/{actor}/{midnight:O}");
        var at = midnight.AddHours(IsCleaner(actor) ? 7 : 8.6).AddMinutes(random.Next(25));
        // A cleaner's phone changes its address with the cell, an office does not.
        var origin = IsCleaner(actor) ? NamedGuid.Of($"cell/{actor}/{random.Next(3)}") : Office(actor);
        while (random.Next(20) is 0)
            Add(at = at.AddSeconds(15), SignalKind.WrongSecret, actor, session: null, origin);
        Add(at = at.AddSeconds(20), SignalKind.SignedIn, actor, session, origin, x => x with { DeviceId = NamedGuid.Of($"device/{actor}") });
        var end = midnight.AddHours(IsCleaner(actor) ? 15 : 17).AddMinutes(random.Next(55));
        for (at = Later(at); at < end; at = Later(at, IsCleaner(actor) ? 45 : 18))
            Errand(actor, at, session, origin);
    }

    /// <summary>Somebody looks at a list, opens some of it and does something.</summary>
    private void Errand(int actor, DateTimeOffset at, Guid session, Guid origin)
    {
        Add(at, SignalKind.Listed, actor, session, origin, x => x with { Records = Page(actor), Count = 50 });
        for (var i = random.Next(1, 5); i > 0; i--)
            Add(at = at.AddSeconds(random.Next(5, 90)), SignalKind.Opened, actor, session, origin, x => x with { Records = [Record(actor)] });
        if (random.Next(3) > 0)
            Add(at = at.AddSeconds(random.Next(10, 60)), SignalKind.Acted, actor, session, origin, x => x with { Records = [Record(actor)] });
        if (random.Next(100) is 0)
            Add(at.AddSeconds(5), SignalKind.Denied, actor, session, origin, x => x with { Records = [Record(actor)] });
        if (IsAdministrator(actor) && random.Next(20) is 0)
            Add(at.AddSeconds(30), SignalKind.Granted, actor, session, origin, x => x with { Target = Actor(random.Next(actors) is var other && other == actor ? other + 1 : other), Records = [NamedGuid.Of($"role/{random.Next(8)}")] });
    }

    private Guid Record(int actor) => Records[actor % 4 * 400 + random.Next(400)];

    private ArraySegment<Guid> Page(int actor) => new(Records, actor % 4 * 400 + random.Next(350), 50);

    private DateTimeOffset Later(DateTimeOffset at, int minutes = 10) => at.AddSeconds(random.Next(30, minutes * 120));

    private void Add(DateTimeOffset at, SignalKind kind, int actor, Guid? session, Guid origin, Func<Signal, Signal>? with = null)
    {
        var signal = new Signal(0, at, kind, Actor(actor)) { SessionId = session, OriginId = origin, Place = Italy };
        signals.Add(with?.Invoke(signal) ?? signal);
    }
}
