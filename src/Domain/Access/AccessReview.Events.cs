namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>Grants are to be looked at again, each by the one who is named for it. Nothing changes by the opening.</summary>
/// <param name="AccessReviewId">The review.</param>
/// <param name="Name">What people call it.</param>
/// <param name="BranchId">The branch whose grants it is about; null for the whole company.</param>
/// <param name="FallbackReviewerId">Who may decide about every grant but their own.</param>
/// <param name="Items">Every grant as it was held at that moment.</param>
/// <param name="RemindAt">When those are reminded who have not decided yet, in order.</param>
/// <param name="DueAt">From when on, included, everything is revoked that nobody decided about.</param>
/// <param name="OccurredAt">By the business clock.</param>
/// <remarks>Source: policy 3.2: look at permissions again and take back what is not used.</remarks>
public record AccessReviewOpened(
    Guid AccessReviewId,
    [Plain(DataClass.Internal, "A review is no person.")] string Name,
    Guid? BranchId, Guid FallbackReviewerId, IReadOnlyList<ReviewItem> Items, IReadOnlyList<DateTimeOffset> RemindAt, DateTimeOffset DueAt,
    DateTimeOffset OccurredAt);

/// <summary>Some grants were decided about at once; what follows for the accounts is recorded on them in the same transaction.</summary>
/// <param name="AccessReviewId">The review.</param>
/// <param name="DecidedBy">Who decided; null where nobody did in time.</param>
/// <param name="Decisions">One for each grant.</param>
/// <param name="OccurredAt">By the business clock.</param>
public record AccessReviewDecided(Guid AccessReviewId, Guid? DecidedBy, IReadOnlyList<ReviewDecision> Decisions, DateTimeOffset OccurredAt);

/// <summary>Reviewers were reminded of what they have not decided about.</summary>
/// <param name="AccessReviewId">The review.</param>
/// <param name="Number">Of the reminder, from 1.</param>
/// <param name="Reviewers">Who was reminded.</param>
/// <param name="Undecided">How many grants are left.</param>
/// <param name="OccurredAt">By the business clock.</param>
public record AccessReviewReminded(Guid AccessReviewId, int Number, IReadOnlyList<Guid> Reviewers, int Undecided, DateTimeOffset OccurredAt);

/// <summary>Every grant was decided about, by people or because nobody did in time.</summary>
public record AccessReviewClosed(Guid AccessReviewId, int Kept, int Reduced, int Revoked, int RevokedUndecided, DateTimeOffset OccurredAt);

/// <summary>A grant as it was held when the review began.</summary>
/// <param name="Number">Of the item, from 1.</param>
/// <param name="AccountId">Who held it.</param>
/// <param name="Grant">What was held.</param>
/// <param name="BranchId">The branch of the grant, else that of its holder; null for the head office.</param>
/// <param name="ReviewerId">Who decides about it.</param>
/// <param name="LastUsedOn">The day (UTC) on which the holder last used a permission of the role; null when never.</param>
/// <param name="GrantedBy">Who gave it; the empty id for the installation.</param>
/// <param name="GrantedAt">When that was recorded.</param>
/// <param name="Conflicts">The rules of segregation that the holder's grants broke together.</param>
public readonly record struct ReviewItem(
    int Number, Guid AccountId, Grant Grant, Guid? BranchId, Guid ReviewerId, DateOnly? LastUsedOn, Guid? GrantedBy, DateTimeOffset GrantedAt,
    [Plain(DataClass.Internal, "Names of rules.")] IReadOnlyList<string> Conflicts);

/// <summary>What was decided about one grant.</summary>
/// <param name="Number">Of the item.</param>
/// <param name="AccountId">Who held the grant.</param>
/// <param name="Verdict">What is to become of it.</param>
/// <param name="ReducedTo">What is left of it; null unless reduced.</param>
/// <param name="Outcome">Whether it became of it.</param>
/// <param name="Reason">Why; null where nobody decided in time.</param>
public readonly record struct ReviewDecision(
    int Number, Guid AccountId, ReviewVerdict Verdict, Grant? ReducedTo, ReviewOutcome Outcome,
    [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Notes)] string? Reason);

/// <summary>What is to become of a grant.</summary>
public enum ReviewVerdict { Keep, Reduce, Revoke }

/// <summary>Whether a decision took effect.</summary>
public enum ReviewOutcome
{
    /// <summary>The grant was still held as it was reviewed.</summary>
    Applied,

    /// <summary>The grant had changed or gone since the review began, and what was decided about it touches nothing.</summary>
    GrantChanged,
}
