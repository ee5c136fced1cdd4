namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>Somebody took up a role that nobody gave them, at once, because it could not wait. What they do meanwhile is marked with the id.</summary>
/// <param name="EmergencyAccessId">The emergency access.</param>
/// <param name="AccountId">Who took it up.</param>
/// <param name="RoleId">The role.</param>
/// <param name="BranchId">The branch that it reaches; null for the company.</param>
/// <param name="EndsAt">When it ends by itself (excluded).</param>
/// <param name="Reason">What could not wait.</param>
/// <param name="Crossed">The rules of segregation that the holder breaks meanwhile.</param>
/// <param name="OccurredAt">By the business clock.</param>
/// <remarks>Source: policy 3.2.</remarks>
public record EmergencyAccessOpened(
    Guid EmergencyAccessId, [Beneficiary] Guid AccountId, Guid RoleId, Guid? BranchId, DateTimeOffset EndsAt,
    [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Notes)] string Reason,
    [Plain(DataClass.Internal, "Names of rules.")] IReadOnlyList<string> Crossed,
    DateTimeOffset OccurredAt);

/// <summary>It gives nothing any more. <paramref name="EndedBy"/> is null where its time was over.</summary>
public record EmergencyAccessEnded(Guid EmergencyAccessId, Guid AccountId, Guid? EndedBy, DateTimeOffset OccurredAt);

/// <summary>Somebody else looked at what was done by it; from now on the holder may take up another.</summary>
/// <param name="EmergencyAccessId">The emergency access.</param>
/// <param name="AccountId">Who took it up.</param>
/// <param name="ReviewedBy">Who looked at it.</param>
/// <param name="Verdict">Whether there was need.</param>
/// <param name="Actions">Log positions of what was done meanwhile, oldest first, at most <see cref="EmergencyAccess.MostActions"/>.</param>
/// <param name="Findings">What the reviewer found.</param>
/// <param name="OccurredAt">By the business clock.</param>
public record EmergencyAccessReviewed(
    Guid EmergencyAccessId, Guid AccountId, Guid ReviewedBy, EmergencyVerdict Verdict, IReadOnlyList<long> Actions,
    [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Notes)] string Findings,
    DateTimeOffset OccurredAt);

/// <summary>Whether there was need of an emergency access, and it was used for that need.</summary>
public enum EmergencyVerdict { Justified, NotJustified }

/// <summary>How far an emergency access has come.</summary>
public enum EmergencyStatus { Open, Ended, Reviewed }

/// <summary>A role taken up in an emergency, for hours.</summary>
/// <remarks>Source: policy 3.2. Nobody has a second one before the first was reviewed by somebody else.</remarks>
public record EmergencyAccess(
    Guid Id, Guid AccountId, Guid RoleId, Guid? BranchId, DateTimeOffset EndsAt, EmergencyStatus Status, Guid? ReviewedBy = null, EmergencyVerdict? Verdict = null)
    : IEvolve<EmergencyAccess>, IBelongToBranch
{
    /// <summary>The rule that no emergency crosses: administration of the system, of security and of the audit stay in three hands.</summary>
    public const string NeverCrossed = "administrators-apart";

    /// <summary>The longest that it may last.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <summary>Most actions that a review lists.</summary>
    public const int MostActions = 1_000;

    // A right for one branch does not reach what is about the whole company.
    Guid IBelongToBranch.BranchId => BranchId ?? Guid.Empty;

    /// <param name="existing">What the id belongs to already.</param>
    /// <param name="wanted">What is to be taken up.</param>
    /// <param name="holds">The grants of who asks.</param>
    /// <param name="crossed">The rules of segregation that they would break.</param>
    /// <param name="taken">Their emergency access that was not reviewed yet.</param>
    public static Decision Open(
        EmergencyAccess? existing, EmergencyAccessOpened wanted, IReadOnlyList<Grant> holds, IReadOnlyList<SegregationRule> crossed, UniqueClaims taken)
    {
        if (existing is not null)
            return (existing.AccountId, existing.RoleId, existing.BranchId) == (wanted.AccountId, wanted.RoleId, wanted.BranchId)
                ? Nothing
                : Refuse("id-taken", "Another emergency access has this id.");
        if (taken.By(UniqueKind.EmergencyAccess, wanted.AccountId.ToString()) is not null)
            return Refuse("emergency-not-reviewed", "The last emergency access must be reviewed by somebody else before the next one.");
        if (holds.Any(x => x.RoleId == wanted.RoleId && IsEnough(x, wanted)))
            return Refuse("role-already-held", "Whoever holds the role needs no emergency for it.");
        if (crossed.FirstOrDefault(x => x.Name is NeverCrossed) is { } rule)
            return Refuse("emergency-crosses-administrators", $"No emergency crosses the rule '{rule.Name}'.");

        return Accept(wanted with { Crossed = [.. crossed.Select(x => x.Name)] });
    }

    /// <summary>Ends it before its time.</summary>
    public Decision End(Guid by, DateTimeOffset now) =>
        Status is EmergencyStatus.Open ? Accept(new EmergencyAccessEnded(Id, AccountId, by, now)) : Nothing;

    /// <summary>Records that its time is over; that it gives nothing any more does not wait for it.</summary>
    public Decision Expire(DateTimeOffset now) =>
        Status is EmergencyStatus.Open && now >= EndsAt ? Accept(new EmergencyAccessEnded(Id, AccountId, EndedBy: null, now)) : Nothing;

    public Decision Review(Guid by, EmergencyVerdict verdict, IReadOnlyList<long> actions, string findings, DateTimeOffset now)
    {
        if (by == AccountId)
            return Refuse("no-self-review", "Nobody reviews their own access.");
        if (Status is EmergencyStatus.Reviewed)
            return (ReviewedBy, Verdict) == (by, verdict) ? Nothing : Refuse("already-reviewed", "It was decided about already.");
        if (Status is EmergencyStatus.Open && now < EndsAt)
            return Refuse("emergency-not-over", "An emergency access is reviewed when it is over.");

        var reviewed = new EmergencyAccessReviewed(Id, AccountId, by, verdict, actions, findings, now);
        return Expire(now).Events is [var ended] ? Accept(ended, reviewed) : Accept(reviewed);
    }

    public static EmergencyAccess? Evolve(EmergencyAccess? access, object @event) => @event switch
    {
        EmergencyAccessOpened e => new EmergencyAccess(e.EmergencyAccessId, e.AccountId, e.RoleId, e.BranchId, e.EndsAt, EmergencyStatus.Open),
        EmergencyAccessEnded => access! with { Status = EmergencyStatus.Ended },
        EmergencyAccessReviewed e => access! with { Status = EmergencyStatus.Reviewed, ReviewedBy = e.ReviewedBy, Verdict = e.Verdict },
        _ => access,
    };

    private static bool IsEnough(Grant held, EmergencyAccessOpened wanted) =>
        (held.Scope is Scope.Company || (held.Scope is Scope.Branch && held.BranchId == wanted.BranchId)) && !(held.ExpiresAt <= wanted.OccurredAt);
}
