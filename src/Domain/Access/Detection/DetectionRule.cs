namespace CleaningEvents.Domain.Access.Detection;

/// <summary>What makes a detector raise an alert: a pure function of the signal at hand, of those before it and of numbers that a company may tune.</summary>
/// <param name="id">R1 to R20.</param>
/// <param name="origin">Where the usual numbers come from.</param>
/// <param name="response">What happens beside the alert, unless tuned.</param>
/// <param name="quiet">The same rule and subject make one alert within such a stretch.</param>
/// <param name="limits">The usual numbers.</param>
/// <param name="look">What was found; null for nothing.</param>
public sealed class DetectionRule(
    string id, string origin, AlertResponse response, TimeSpan quiet, IReadOnlyList<Limit> limits, Func<Scene, Tuning, Finding?> look)
{
    /// <summary>Every rule, in order of numbers.</summary>
    public static IReadOnlyList<DetectionRule> All { get; } =
    [
        Rules.VolumeSpike.Rule, Rules.Burst.Rule, Rules.SequentialWalk.Rule, Rules.BulkExport.Rule, Rules.NeverSeenSubject.Rule, Rules.OffHours.Rule,
        Rules.DormantAccount.Rule, Rules.ShutAccount.Rule, Rules.BruteForce.Rule, Rules.Spray.Rule, Rules.DistributedGuessing.Rule, Rules.CodeGuessing.Rule,
        Rules.ImpossibleTravel.Rule, Rules.NewDevice.Rule, Rules.SessionInTwoPlaces.Rule, Rules.PrivilegeBurst.Rule, Rules.Probing.Rule, Rules.Replay.Rule,
        Rules.CanaryRead.Rule,
    ];

    public string Id => id;

    public string Origin => origin;

    public AlertResponse Response => response;

    public TimeSpan Quiet => quiet;

    public IReadOnlyList<Limit> Limits => limits;

    /// <summary>Whether it needs to know where network addresses are on earth.</summary>
    public bool NeedsPlaces { get; init; }

    /// <summary>The usual numbers and response.</summary>
    public Tuning Usual { get; } = new(limits.ToDictionary(x => x.Name, x => x.Usual), response, IsOn: true);

    public static DetectionRule? Find(string id) => All.FirstOrDefault(x => x.Id == id);

    /// <summary>What the rule makes of the signal at hand; null for nothing.</summary>
    public Finding? Look(Scene scene, Tuning tuning) => look(scene, tuning);
}

/// <summary>A number of a rule.</summary>
/// <param name="Name">What it counts or measures, such as <c>records</c> or <c>minutes</c>.</param>
/// <param name="Usual">What it is unless tuned.</param>
/// <param name="Most">The most that it may be; detectors remember no further.</param>
public readonly record struct Limit(string Name, double Usual, double Most);

/// <summary>What happens when a rule finds something, beside the case that begins.</summary>
public enum AlertResponse
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Whoever listens outside is told.</summary>
    Notify,

    /// <summary>Told, and every session of the account must prove anew who it is.</summary>
    StepUp,

    /// <summary>Told, and the session ends.</summary>
    EndSession,
}

/// <summary>How a rule is set.</summary>
public readonly record struct Tuning(IReadOnlyDictionary<string, double> Limits, AlertResponse Response, bool IsOn)
{
    /// <summary>The number called <paramref name="limit"/>.</summary>
    public double this[string limit] => Limits[limit];

    /// <summary>The length of the window, of which one limit tells the unit.</summary>
    public TimeSpan Window =>
        Limits.TryGetValue("seconds", out var seconds) ? TimeSpan.FromSeconds(seconds)
        : Limits.TryGetValue("minutes", out var minutes) ? TimeSpan.FromMinutes(minutes)
        : TimeSpan.FromDays(Limits["days"]);
}

/// <summary>Something that a rule found.</summary>
/// <param name="SubjectId">The account, or the network address by its keyed hash where no account is to blame.</param>
/// <param name="AccountId">The account that it is about; null where none is known.</param>
/// <param name="From">Where the window begins; it ends at the signal at hand.</param>
/// <param name="Baseline">The limit, or what was usual.</param>
/// <param name="Observed">What was seen instead.</param>
/// <param name="Evidence">Log positions, oldest first.</param>
public readonly record struct Finding(
    Guid SubjectId, Guid? AccountId, DateTimeOffset From, double Baseline, double Observed, IReadOnlyList<long> Evidence);
