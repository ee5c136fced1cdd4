namespace CleaningEvents.Domain.Access.Detection;

/// <summary>What a rule looks at: the signal at hand and all that went before.</summary>
/// <param name="now">The signal at hand.</param>
/// <param name="recent">The last 24 hours, without it.</param>
/// <param name="habits">How its account usually works, without it.</param>
/// <param name="canaries">Records that nobody has a reason to look at.</param>
public sealed class Scene(Signal now, Recent recent, Habits habits, IReadOnlySet<Guid> canaries)
{
    /// <summary>The most positions that an alert names.</summary>
    public const int MostEvidence = 200;

    public Signal Now => now;

    public Recent Recent => recent;

    public Habits Habits => habits;

    public IReadOnlySet<Guid> Canaries => canaries;

    /// <summary>Whether the account had not met a record of the signal at hand within the window: only then can the number of different ones have grown.</summary>
    public bool IsNews(TimeSpan window) => now.Records.Any(x => !habits.Knows(x, since: now.At - window));

    /// <summary>What the account did within the window of a tuning, the signal at hand last.</summary>
    public List<Signal> OfAccount(TimeSpan window) => recent.By(now.AccountId).Until(now, window);

    /// <summary>Something found about the account at hand.</summary>
    public Finding? Account(IEnumerable<Signal> signals, double baseline, double observed) =>
        now.AccountId is { } account ? Of(account, account, signals, baseline, observed) : null;

    /// <summary>Something found about the network address at hand.</summary>
    public Finding? Origin(IEnumerable<Signal> signals, double baseline, double observed) =>
        now.OriginId is { } origin ? Of(origin, accountId: null, signals, baseline, observed) : null;

    /// <summary>Something found.</summary>
    public static Finding Of(Guid subjectId, Guid? accountId, IEnumerable<Signal> signals, double baseline, double observed)
    {
        List<Signal> evidence = [.. signals];
        return new Finding(subjectId, accountId, evidence[0].At, baseline, observed, [.. evidence.TakeLast(MostEvidence).Select(x => x.Position)]);
    }
}
