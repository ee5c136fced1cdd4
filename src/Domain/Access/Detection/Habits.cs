namespace CleaningEvents.Domain.Access.Detection;

/// <summary>How somebody usually works, folded from their signals: what was seen before the signal at hand.</summary>
public sealed class Habits
{
    /// <summary>The longest that anything is remembered; the log is read again that far back after a restart.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    // Half a working day.
    private const int LeastHours = 4;

    private readonly int[] hours = new int[48];
    private readonly Dictionary<Guid, DateTimeOffset> records = [];
    private readonly Dictionary<Guid, Sighting> devices = [];
    private readonly Dictionary<Guid, Sighting> origins = [];
    private readonly Dictionary<string, DateTimeOffset> countries = [];
    private readonly HashSet<Guid> thisHour = [];
    private readonly List<(DateTimeOffset Hour, int Opened)> counts = [];
    private DateTimeOffset sweepAt;

    /// <summary>When the account was at work last; null when never.</summary>
    public DateTimeOffset? LastAt { get; private set; }

    /// <summary>How many signals of its work there are.</summary>
    public int Total { get; private set; }

    /// <summary>How many single records it opened.</summary>
    public int Opened { get; private set; }

    /// <summary>How many of those lay in another branch.</summary>
    public int OpenedAbroad { get; private set; }

    /// <summary>Whether it exported anything.</summary>
    public bool HasExported { get; private set; }

    /// <summary>Whether it is suspended or closed.</summary>
    public bool IsShut { get; private set; }

    /// <summary>Whether it was seen in any country.</summary>
    public bool HasCountry => countries.Count > 0;

    /// <summary>Whether it opened or worked on a record.</summary>
    public bool Knows(Guid record) => records.ContainsKey(record);

    /// <summary>The same, lately.</summary>
    public bool Knows(Guid record, DateTimeOffset since) => records.TryGetValue(record, out var at) && at >= since;

    /// <summary>Whether it was in a country before.</summary>
    public bool WasIn(string country) => countries.ContainsKey(country);

    /// <summary>Which part of all its signals fell in this hour of the day or beside it, working days and weekends apart: 0 to 1.</summary>
    public double ShareAround(DateTimeOffset at) =>
        Total is 0 ? 0 : (double)Enumerable.Range(-1, 3).Sum(x => hours[SlotOf(at) / 24 * 24 + (at.Hour + x + 24) % 24]) / Total;

    /// <summary>Whether a sign-in was the first from its address, and from its device where that is known.</summary>
    public bool MetFirst(Signal signIn) =>
        (signIn.DeviceId is not { } device || IsFirst(devices, device, signIn.At)) && signIn.OriginId is { } origin && IsFirst(origins, origin, signIn.At);

    /// <summary>Whether it signed in from a device or address that is known since before <paramref name="at"/>.</summary>
    public bool HasSignedInBefore(DateTimeOffset at) => origins.Values.Any(x => x.First < at);

    /// <summary>
    /// How many records it opened in each hour of the same day of the week, in the four weeks before; of any day while that tells too little.
    /// Hours without any are left out.
    /// </summary>
    public List<int> HoursLike(DateTimeOffset at)
    {
        var known = counts.Where(x => x.Hour.Date >= at.Date.AddDays(-28) && x.Hour != HourOf(at)).ToList();
        var alike = known.Where(x => x.Hour.DayOfWeek == at.DayOfWeek).ToList();
        return [.. (alike.Count >= LeastHours ? alike : known).Select(x => x.Opened)];
    }

    /// <summary>Learns from what the account did.</summary>
    internal void Learn(Signal signal)
    {
        if (signal.At >= sweepAt)
            Sweep(signal.At);
        if (signal.IsActivity)
            (LastAt, Total, hours[SlotOf(signal.At)]) = (signal.At, Total + 1, hours[SlotOf(signal.At)] + 1);
        if (signal.Kind is SignalKind.SignedIn)
            Meet(signal);
        if (signal.Kind is SignalKind.Opened)
            Open(signal);
        if (signal.Kind is SignalKind.Acted)
            foreach (var record in signal.Records)
                records[record] = signal.At;
        HasExported |= signal.Kind is SignalKind.Exported;
    }

    /// <summary>Learns from what was done to the account.</summary>
    internal void Suffer(Signal signal) => IsShut = signal.Kind switch
    {
        SignalKind.Shut => true,
        SignalKind.Reopened => false,
        _ => IsShut,
    };

    private void Open(Signal signal)
    {
        if (counts is [] || counts[^1].Hour != HourOf(signal.At))
        {
            thisHour.Clear();
            counts.Add((HourOf(signal.At), 0));
        }

        foreach (var record in signal.Records)
        {
            thisHour.Add(record);
            records[record] = signal.At;
        }

        counts[^1] = (counts[^1].Hour, thisHour.Count);
        Opened += signal.Records.Count;
        OpenedAbroad += signal.Foreign.Count;
    }

    private void Meet(Signal signIn)
    {
        See(devices, signIn.DeviceId, signIn.At);
        See(origins, signIn.OriginId, signIn.At);
        if (signIn.Place?.Country is { } country)
            countries[country] = signIn.At;
    }

    private void Sweep(DateTimeOffset now)
    {
        Forget(records, x => x < now - Kept);
        Forget(countries, x => x < now - Kept);
        Forget(devices, x => x.Last < now - Sighting.Kept);
        Forget(origins, x => x.Last < now - Sighting.Kept);
        counts.RemoveAll(x => x.Hour < now.AddDays(-29));
        sweepAt = now.AddDays(1);
    }

    private static void Forget<TKey, TValue>(Dictionary<TKey, TValue> known, Func<TValue, bool> isOld) where TKey : notnull
    {
        foreach (var (key, value) in known)
            if (isOld(value))
                known.Remove(key);
    }

    private static bool IsFirst(Dictionary<Guid, Sighting> known, Guid id, DateTimeOffset at) => known.TryGetValue(id, out var seen) && seen.First == at;

    private static void See(Dictionary<Guid, Sighting> known, Guid? id, DateTimeOffset at)
    {
        if (id is { } seen)
            known[seen] = new Sighting(known.TryGetValue(seen, out var before) && at - before.Last <= Sighting.Kept ? before.First : at, at);
    }

    private static int SlotOf(DateTimeOffset at) => at.Hour + (at.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 24 : 0);

    private static DateTimeOffset HourOf(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerHour));

    /// <summary>When a device or an address was seen first and last.</summary>
    private readonly record struct Sighting(DateTimeOffset First, DateTimeOffset Last)
    {
        public static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    }
}
