namespace CleaningEvents.Domain.Access.Detection;

/// <summary>The signals of the last 24 hours, by all that they have in common.</summary>
public sealed class Recent
{
    /// <summary>How long a signal is remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    // More of one kind would be an alert long before.
    private const int MostOfOne = 2_000;

    private readonly Dictionary<(Link, Guid), List<Signal>> known = [];
    private DateTimeOffset sweepAt;

    private enum Link { Account, Target, Session, Origin }

    /// <summary>What an account did, and what was tried on it; oldest first, as everything here.</summary>
    public IReadOnlyList<Signal> By(Guid? accountId) => Find(Link.Account, accountId);

    /// <summary>What was done to an account.</summary>
    public IReadOnlyList<Signal> About(Guid? accountId) => Find(Link.Target, accountId);

    /// <summary>What was done in a session.</summary>
    public IReadOnlyList<Signal> In(Guid? sessionId) => Find(Link.Session, sessionId);

    /// <summary>What came from a network address.</summary>
    public IReadOnlyList<Signal> From(Guid? originId) => Find(Link.Origin, originId);

    internal void Add(Signal signal)
    {
        Add(Link.Account, signal.AccountId, signal);
        Add(Link.Target, signal.Target, signal);
        Add(Link.Session, signal.SessionId, signal);
        Add(Link.Origin, signal.OriginId, signal);
        if (signal.At >= sweepAt)
            Sweep(signal.At);
    }

    private List<Signal> Find(Link link, Guid? id) => id is { } known && this.known.TryGetValue((link, known), out var found) ? found : [];

    private void Add(Link link, Guid? id, Signal signal)
    {
        if (id is not { } of)
            return;
        if (!known.TryGetValue((link, of), out var list))
            known[(link, of)] = list = [];
        if (list.Count is MostOfOne)
            list.RemoveRange(0, MostOfOne / 2);
        list.Add(signal);
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (key, list) in known)
            if (list.RemoveAll(x => x.At < now - Kept) > 0 && list.Count is 0)
                known.Remove(key);
        sweepAt = now.AddHours(1);
    }
}

/// <summary>Looks back from a signal.</summary>
public static class Windows
{
    /// <summary>Those at most <paramref name="length"/> before <paramref name="now"/>, oldest first; the end is included, and so is <paramref name="now"/>, which stands last.</summary>
    public static List<Signal> Until(this IReadOnlyList<Signal> signals, Signal now, TimeSpan length)
    {
        var first = signals.Count;
        while (first > 0 && signals[first - 1].At >= now.At - length)
            first--;
        List<Signal> found = [.. signals.Skip(first), now];
        return found;
    }
}
