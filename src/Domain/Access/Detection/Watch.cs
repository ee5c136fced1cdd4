namespace CleaningEvents.Domain.Access.Detection;

/// <summary>
/// All detectors at work: it sees every signal once, in the order of the log, and says what they find. The same signals make the same
/// alerts with the same ids, however often the log is read.
/// </summary>
public sealed class Watch
{
    private static readonly Habits Nobodys = new();

    private readonly Recent recent = new();
    private readonly Dictionary<Guid, Habits> habits = [];
    private readonly HashSet<Guid> canaries = [];
    private readonly HashSet<(string Rule, Guid SubjectId, long Stretch)> raised = [];
    private readonly Dictionary<string, Tuning> tunings = DetectionRule.All.ToDictionary(x => x.Id, x => x.Usual);

    /// <summary>Sets a rule from now on.</summary>
    public void Tune(string rule, Tuning tuning) => tunings[rule] = tuning;

    /// <summary>What the detectors find when <paramref name="now"/> happens.</summary>
    public IReadOnlyList<Alert> See(Signal now)
    {
        var scene = new Scene(now, recent, HabitsOf(now.AccountId), canaries);
        List<Alert> alerts = [];
        foreach (var rule in DetectionRule.All)
            if (tunings[rule.Id] is { IsOn: true } tuning && !IsRaised(rule, now) && rule.Look(scene, tuning) is { } finding && new Alert(rule.Id, now, finding, tuning.Response, rule.Quiet) is var alert && raised.Add((rule.Id, finding.SubjectId, alert.Stretch)))
                alerts.Add(alert);

        Learn(now);
        return alerts;
    }

    /// <summary>Whether the rule has told of the account in this stretch of time; looking again would cost what nobody would hear of.</summary>
    private bool IsRaised(DetectionRule rule, Signal now) => now.AccountId is { } account && raised.Contains((rule.Id, account, Alert.StretchOf(now.At, rule.Quiet)));

    private Habits HabitsOf(Guid? accountId)
    {
        if (accountId is not { } id)
            return Nobodys;
        if (!habits.TryGetValue(id, out var known))
            habits[id] = known = new Habits();
        return known;
    }

    private void Learn(Signal now)
    {
        recent.Add(now);
        if (now.AccountId is not null)
            HabitsOf(now.AccountId).Learn(now);
        if (now.Target is not null)
            HabitsOf(now.Target).Suffer(now);
        if (now.Kind is SignalKind.Baited)
            canaries.UnionWith(now.Records);
        if (now.Kind is SignalKind.Unbaited)
            canaries.ExceptWith(now.Records);
    }
}

/// <summary>Something that a rule found, when and about whom.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Now">The signal that completed the evidence.</param>
/// <param name="Finding">What was found.</param>
/// <param name="Response">What is to happen.</param>
/// <param name="Quiet">The stretch in which the same counts once.</param>
public readonly record struct Alert(string Rule, Signal Now, Finding Finding, AlertResponse Response, TimeSpan Quiet)
{
    /// <summary>Made of rule, subject and stretch of time.</summary>
    public Guid Id => NamedGuid.Of(FormattableString.Invariant($"alert/{Rule}/{Finding.SubjectId}/{Stretch}"));

    public long Stretch => StretchOf(Now.At, Quiet);

    public static long StretchOf(DateTimeOffset at, TimeSpan quiet) => at.UtcTicks / quiet.Ticks;

    /// <summary>The event that tells of it, on a case.</summary>
    public AccessAnomalyDetected On(Guid caseId) => new(
        caseId, Id, Rule, Finding.SubjectId, Finding.AccountId, Now.SessionId, Finding.From.ToUniversalTime(), Now.At.ToUniversalTime(), Finding.Baseline, Finding.Observed,
        Finding.Evidence, Response);
}
