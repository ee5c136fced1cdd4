namespace CleaningEvents.Domain.Access;

/// <summary>Somebody who decides about grants of one branch, or of all where <paramref name="BranchId"/> is null.</summary>
public readonly record struct Reviewer(Guid AccountId, Guid? BranchId = null);

/// <summary>What somebody wants to become of one item of a review; <paramref name="ReducedTo"/> belongs to <see cref="ReviewVerdict.Reduce"/> and only to it.</summary>
public readonly record struct ReviewChoice(int Number, ReviewVerdict Verdict, string? Reason, Grant? ReducedTo = null);

/// <summary>What a review has come to about one item; <paramref name="By"/> is null where nobody decided in time.</summary>
public readonly record struct Settled(Guid? By, ReviewDecision Decision);

/// <summary>The grants of a company or branch on their way through another look.</summary>
/// <remarks>Source: policy 3.2. Nobody reviews their own access, and what nobody decides about is revoked.</remarks>
public record AccessReview(
    Guid Id, string Name, Guid? BranchId, Guid FallbackReviewerId, IReadOnlyList<ReviewItem> Items, IReadOnlyList<DateTimeOffset> RemindAt, DateTimeOffset DueAt,
    IReadOnlyDictionary<int, Settled> Settled, int Reminders, bool IsOpen) : IEvolve<AccessReview>, IBelongToBranch
{
    /// <summary>Most grants in one review, so that its stream stays short.</summary>
    public const int MostItems = 1_000;

    /// <summary>Most grants that are decided about at once.</summary>
    public const int MostAtOnce = 200;

    /// <summary>Why a grant is revoked that nobody decided about.</summary>
    public const string NobodyDecided = "Nobody decided about it in the access review in time.";

    // A right for one branch does not reach what is about the whole company.
    Guid IBelongToBranch.BranchId => BranchId ?? Guid.Empty;

    /// <summary>The first of <paramref name="reviewers"/> decides who is named for the item's branch, else for all, else the fallback; nobody about themselves.</summary>
    /// <remarks><paramref name="mayDecide"/> are those who may decide in such a review at all.</remarks>
    public static Decision Open(AccessReview? existing, AccessReviewOpened wanted, IReadOnlyList<Reviewer> reviewers, IReadOnlySet<Guid> mayDecide)
    {
        if (existing is not null)
            return (existing.Name, existing.BranchId) == (wanted.Name, wanted.BranchId) ? Nothing : Refuse("id-taken", "Another review has this id.");
        if (reviewers.Select(x => x.AccountId).Append(wanted.FallbackReviewerId).Any(x => !mayDecide.Contains(x)))
            return Refuse("reviewer-may-not-decide", "A reviewer lacks the permission to decide about grants of the branch or company.");
        if (wanted.Items is [])
            return Refuse("nothing-to-review", "Nobody holds a grant of the kind asked for.");
        if (wanted.Items.Count > MostItems)
            return Refuse("too-many-to-review", $"A review holds at most {MostItems} grants: open one for each branch or role.");

        ReviewItem[] items = [.. wanted.Items.Select((x, i) => x with { Number = i + 1, ReviewerId = ReviewerOf(x, reviewers, wanted.FallbackReviewerId) })];
        return items.Any(x => x.ReviewerId == Guid.Empty)
            ? Refuse("no-reviewer", "Nobody reviews their own access: name another reviewer for the grants of the fallback reviewer.")
            : Accept(wanted with { Items = items });
    }

    /// <remarks><paramref name="held"/> are the numbers of the items whose grant is still as it was reviewed.</remarks>
    public Decision Decide(Guid by, IReadOnlyList<ReviewChoice> choices, IReadOnlySet<int> held, DateTimeOffset now)
    {
        ReviewChoice[] fresh = [.. choices.Where(x => !IsSettledSo(x, by))];
        if (fresh is [])
            return Nothing;
        if (!IsOpen || now >= DueAt)
            return Refuse("review-closed", "The review is closed, or its time is over.");

        return fresh.Select(x => Objection(x, by, now)).FirstOrDefault(x => x is not null)
            ?? Settle(by, [.. fresh.Select(x => Decided(x, held))], now);
    }

    /// <summary>Revokes what nobody decided about in time, at most <see cref="MostAtOnce"/> at once; that is <see cref="Overdue"/>.</summary>
    public Decision Expire(IReadOnlySet<int> held, DateTimeOffset now) => Overdue(now) is not [] and var overdue
        ? Settle(by: null, [.. overdue.Select(x => Decided(new(x.Number, ReviewVerdict.Revoke, Reason: null), held))], now)
        : Nothing;

    /// <summary>The next items that are to be revoked because nobody decided about them.</summary>
    public IReadOnlyList<ReviewItem> Overdue(DateTimeOffset now) => now < DueAt ? [] : [.. Undecided.Take(MostAtOnce)];

    /// <summary>Reminds those who have not decided yet; of several reminders that were missed, the last.</summary>
    public Decision Remind(DateTimeOffset now)
    {
        var due = RemindAt.Count(x => x <= now);
        return IsOpen && due > Reminders && now < DueAt
            ? Accept(new AccessReviewReminded(Id, due, [.. Undecided.Select(x => x.ReviewerId).Distinct()], Undecided.Count(), now))
            : Nothing;
    }

    /// <summary>The items that <paramref name="numbers"/> name; what names none is left out.</summary>
    public IReadOnlyList<ReviewItem> Named(IEnumerable<int> numbers) => [.. numbers.Distinct().Where(IsItem).Select(x => Items[x - 1])];

    public static AccessReview? Evolve(AccessReview? review, object @event) => @event switch
    {
        AccessReviewOpened e => new AccessReview(
            e.AccessReviewId, e.Name, e.BranchId, e.FallbackReviewerId, e.Items, e.RemindAt, e.DueAt, new Dictionary<int, Settled>(), Reminders: 0, IsOpen: true),
        AccessReviewDecided e => review! with { Settled = review.After(e.DecidedBy, e.Decisions) },
        AccessReviewReminded e => review! with { Reminders = e.Number },
        AccessReviewClosed => review! with { IsOpen = false },
        _ => review,
    };

    private IEnumerable<ReviewItem> Undecided => Items.Where(x => !Settled.ContainsKey(x.Number));

    private bool IsItem(int number) => number >= 1 && number <= Items.Count;

    private bool IsSettledSo(ReviewChoice choice, Guid by) =>
        Settled.TryGetValue(choice.Number, out var settled) && (settled.By, settled.Decision.Verdict, settled.Decision.ReducedTo) == (by, choice.Verdict, choice.ReducedTo);

    private Decision? Objection(ReviewChoice choice, Guid by, DateTimeOffset now)
    {
        if (!IsItem(choice.Number))
            return Refuse("unknown-review-item", $"The review has no item {choice.Number}.");

        var item = Items[choice.Number - 1];
        if (item.AccountId == by)
            return Refuse("no-self-review", "Nobody reviews their own access.");
        if (by != item.ReviewerId && by != FallbackReviewerId)
            return Refuse("not-the-reviewer", "Somebody else is named to decide about this grant.");
        if (Settled.ContainsKey(choice.Number))
            return Refuse("already-reviewed", "It was decided about already.");

        return choice.ReducedTo is { } rest && !IsLess(rest, item.Grant, now)
            ? Refuse("not-a-reduction", "What is left of a grant ends sooner or reaches less far, and has not ended yet.")
            : null;
    }

    private ReviewDecision Decided(ReviewChoice choice, IReadOnlySet<int> held) => new(
        choice.Number, Items[choice.Number - 1].AccountId, choice.Verdict, choice.ReducedTo,
        held.Contains(choice.Number) ? ReviewOutcome.Applied : ReviewOutcome.GrantChanged, choice.Reason);

    private Decision Settle(Guid? by, IReadOnlyList<ReviewDecision> decisions, DateTimeOffset now)
    {
        var decided = new AccessReviewDecided(Id, by, decisions, now);
        var all = After(by, decisions);
        if (all.Count < Items.Count)
            return Accept(decided);

        int Count(ReviewVerdict verdict) => all.Values.Count(x => x.By is not null && x.Decision.Verdict == verdict);
        return Accept(decided, new AccessReviewClosed(
            Id, Count(ReviewVerdict.Keep), Count(ReviewVerdict.Reduce), Count(ReviewVerdict.Revoke), all.Values.Count(x => x.By is null), now));
    }

    private Dictionary<int, Settled> After(Guid? by, IEnumerable<ReviewDecision> decisions) =>
        new([.. Settled, .. decisions.Select(x => KeyValuePair.Create(x.Number, new Settled(by, x)))]);

    private static Guid ReviewerOf(ReviewItem item, IReadOnlyList<Reviewer> reviewers, Guid fallback) => reviewers
        .Where(x => x.BranchId is null || x.BranchId == item.BranchId).OrderBy(x => x.BranchId is null)
        .Select(x => x.AccountId).Append(fallback).FirstOrDefault(x => x != item.AccountId);

    private static bool IsLess(Grant rest, Grant whole, DateTimeOffset now)
    {
        var (end, wholeEnd) = (rest.ExpiresAt ?? DateTimeOffset.MaxValue, whole.ExpiresAt ?? DateTimeOffset.MaxValue);
        var isWellFormed = rest.RoleId == whole.RoleId && rest.Scope is Scope.Branch == rest.BranchId is not null;
        var isWithin = rest.Scope <= whole.Scope && end <= wholeEnd && (rest.BranchId is null || whole.BranchId is null || rest.BranchId == whole.BranchId);
        return isWellFormed && isWithin && end > now && (rest.Scope < whole.Scope || end < wholeEnd);
    }
}
