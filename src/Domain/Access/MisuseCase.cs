namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>A detector found something unusual. It does not say that anybody did wrong.</summary>
/// <param name="MisuseCaseId">The case that looks into it.</param>
/// <param name="AlertId">Made of rule, subject and stretch of time: what is told outside is known again by it.</param>
/// <param name="Rule">Id of the rule, such as <c>R2</c>.</param>
/// <param name="SubjectId">The account, or the network address by a keyed hash where no account is to blame.</param>
/// <param name="AccountId">The account that it is about; null where none is known.</param>
/// <param name="SessionId">The session of the last evidence.</param>
/// <param name="From">Where the window begins.</param>
/// <param name="Until">Where it ends, which is when the last evidence was recorded.</param>
/// <param name="Baseline">The limit, or what was usual.</param>
/// <param name="Observed">What was seen instead.</param>
/// <param name="Evidence">Log positions, oldest first, at most 200.</param>
/// <param name="Response">What happened beside.</param>
/// <remarks>Source: policy 5.1 and 5.2.</remarks>
public record AccessAnomalyDetected(
    Guid MisuseCaseId, Guid AlertId,
    [Plain(DataClass.Internal, "A word from a list.")] string Rule,
    Guid SubjectId, Guid? AccountId, Guid? SessionId, DateTimeOffset From, DateTimeOffset Until, double Baseline, double Observed,
    IReadOnlyList<long> Evidence, Detection.AlertResponse Response);

/// <summary>An employee said that an account is misused, their own or another's. Who said so stands in the event's metadata alone, where only the audit looks.</summary>
/// <remarks>Source: policy 3.1: report abnormal use.</remarks>
public record AccountMisuseReported(
    Guid MisuseCaseId, Guid SubjectId, [Protected(nameof(SubjectId), DataClass.Confidential, Purpose.Notes)] string What,
    DateTimeOffset OccurredAt);

/// <summary>Somebody is to look into the case.</summary>
public record MisuseCaseAssigned(Guid MisuseCaseId, Guid AssignedTo);

/// <summary>Something was found out on the way.</summary>
public record MisuseCaseNoted(
    Guid MisuseCaseId, Guid SubjectId, Guid NotedBy, [Protected(nameof(SubjectId), DataClass.Confidential, Purpose.Notes)] string Note,
    DateTimeOffset OccurredAt);

/// <summary>Whoever looked into the case came to a verdict. What follows from it is decided elsewhere.</summary>
public record AnomalyReviewed(
    Guid MisuseCaseId, Guid SubjectId, MisuseVerdict Verdict, Guid ReviewedBy,
    [Protected(nameof(SubjectId), DataClass.Confidential, Purpose.Notes)] string Reason,
    DateTimeOffset OccurredAt);

/// <summary>Nothing more is to be done. Later alerts of the same kind begin another case.</summary>
public record MisuseCaseClosed(Guid MisuseCaseId, Guid ClosedBy, DateTimeOffset OccurredAt);

/// <summary>What a review came to.</summary>
public enum MisuseVerdict
{
    /// <summary>Somebody did what they must not.</summary>
    Confirmed,

    /// <summary>There was a good reason.</summary>
    Dismissed,
}

/// <summary>How far a case has got.</summary>
public enum MisuseCaseStatus { Open, Assigned, Confirmed, Dismissed, Closed }

/// <summary>Alerts about one subject by one rule, or one report, and what is made of them.</summary>
/// <remarks>Source: policy 3.1 and 5.2. Nobody handles a case about themselves.</remarks>
public record MisuseCase(Guid Id, Guid SubjectId, string? Reported, MisuseCaseStatus Status, Guid? AssignedTo, IReadOnlyList<Guid> Alerts) : IEvolve<MisuseCase>
{
    /// <summary>The case that an alert begins, unless it joins an open one.</summary>
    public static Guid IdOf(Guid alertId) => NamedGuid.Of($"misuse-case/{alertId}");

    public static Decision Detect(MisuseCase? existing, AccessAnomalyDetected detected)
    {
        if (existing?.Alerts.Contains(detected.AlertId) is true)
            return Nothing;

        return existing?.Status is MisuseCaseStatus.Closed ? RefuseClosed() : Accept(detected);
    }

    public static Decision Report(MisuseCase? existing, AccountMisuseReported reported)
    {
        if (existing is null)
            return Accept(reported);

        return (existing.SubjectId, existing.Reported) == (reported.SubjectId, reported.What) ? Nothing : Refuse("id-taken", "Another case has this id.");
    }

    public Decision Assign(Guid assignee, Guid by)
    {
        if (by == SubjectId || assignee == SubjectId)
            return RefuseSelf();
        if (Status is not (MisuseCaseStatus.Open or MisuseCaseStatus.Assigned))
            return RefuseReviewed();

        return AssignedTo == assignee ? Nothing : Accept(new MisuseCaseAssigned(Id, assignee));
    }

    public Decision Note(string note, Guid by, DateTimeOffset now)
    {
        if (by == SubjectId)
            return RefuseSelf();

        return Status is MisuseCaseStatus.Closed ? RefuseClosed() : Accept(new MisuseCaseNoted(Id, SubjectId, by, note, now));
    }

    public Decision Review(MisuseVerdict verdict, string reason, Guid by, DateTimeOffset now)
    {
        if (by == SubjectId)
            return RefuseSelf();
        if (Status == StatusOf(verdict))
            return Nothing;
        if (Status is MisuseCaseStatus.Open)
            return Refuse("case-not-assigned", "Somebody must take the case first.");
        if (Status is not MisuseCaseStatus.Assigned)
            return RefuseReviewed();
        if (AssignedTo != by)
            return Refuse("case-of-another", "Another person looks into this case.");

        return Accept(new AnomalyReviewed(Id, SubjectId, verdict, by, reason, now));
    }

    public Decision Close(Guid by, DateTimeOffset now)
    {
        if (by == SubjectId)
            return RefuseSelf();

        return Status switch
        {
            MisuseCaseStatus.Closed => Nothing,
            MisuseCaseStatus.Confirmed or MisuseCaseStatus.Dismissed => Accept(new MisuseCaseClosed(Id, by, now)),
            _ => Refuse("case-not-reviewed", "A case is closed when it was confirmed or dismissed."),
        };
    }

    public static MisuseCase? Evolve(MisuseCase? found, object @event) => @event switch
    {
        AccessAnomalyDetected e when found is null => new MisuseCase(e.MisuseCaseId, e.SubjectId, Reported: null, MisuseCaseStatus.Open, AssignedTo: null, [e.AlertId]),
        AccessAnomalyDetected e => found with { Alerts = [.. found.Alerts, e.AlertId] },
        AccountMisuseReported e => new MisuseCase(e.MisuseCaseId, e.SubjectId, e.What, MisuseCaseStatus.Open, AssignedTo: null, []),
        MisuseCaseAssigned e => found! with { Status = MisuseCaseStatus.Assigned, AssignedTo = e.AssignedTo },
        AnomalyReviewed e => found! with { Status = StatusOf(e.Verdict) },
        MisuseCaseClosed => found! with { Status = MisuseCaseStatus.Closed },
        _ => found,
    };

    /// <summary>The status that a verdict leads to.</summary>
    public static MisuseCaseStatus StatusOf(MisuseVerdict verdict) => verdict is MisuseVerdict.Confirmed ? MisuseCaseStatus.Confirmed : MisuseCaseStatus.Dismissed;

    private static Decision RefuseClosed() => Refuse("case-closed", "The case is closed.");

    private static Decision RefuseReviewed() => Refuse("case-reviewed", "The case was confirmed or dismissed already.");

    private static Decision RefuseSelf() => Refuse("case-about-oneself", "Nobody handles a case about themselves.");
}
