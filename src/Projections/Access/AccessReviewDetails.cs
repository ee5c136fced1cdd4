using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Access;

/// <summary>A grant under review and what was decided about it; null while nobody did.</summary>
public readonly record struct ReviewedGrant(ReviewItem Item, ReviewRuling? Ruling);

/// <summary>A decision with what shows whether somebody looked.</summary>
/// <param name="Decision">What was decided.</param>
/// <param name="DecidedBy">Who did; null where nobody did in time.</param>
/// <param name="DecidedAt">By the business clock.</param>
/// <param name="Together">How many grants were decided about at once.</param>
/// <param name="SecondsTaken">Since the reviewer's decision before, else since the review was opened, for all of them together.</param>
public readonly record struct ReviewRuling(ReviewDecision Decision, Guid? DecidedBy, DateTimeOffset DecidedAt, int Together, long SecondsTaken);

/// <summary>One review of access with every grant in it and the evidence of each decision: for reviewers and auditors; as fresh as the last command.</summary>
public record AccessReviewDetails(
    Guid Id,
    [Plain(DataClass.Internal, "A review is no person.")] string Name,
    Guid? BranchId, Guid FallbackReviewerId, DateTimeOffset OpenedAt, IReadOnlyList<DateTimeOffset> RemindAt, DateTimeOffset DueAt) : IVersioned, IBelongToBranch
{
    /// <summary>Version of the review's stream, which is its ETag.</summary>
    public int Version { get; init; }

    public IReadOnlyList<ReviewedGrant> Items { get; init; } = [];

    /// <summary>When reviewers were reminded.</summary>
    public IReadOnlyList<DateTimeOffset> RemindedAt { get; init; } = [];

    /// <summary>When the next reminder or the deadline comes; null once it is closed.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>When it was closed; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    // A right for one branch does not reach what is about the whole company.
    Guid IBelongToBranch.BranchId => BranchId ?? Guid.Empty;
}

/// <summary>Keeps <see cref="AccessReviewDetails"/>.</summary>
public class AccessReviewDetailsProjection : SingleStreamProjection<AccessReviewDetails, Guid>
{
    public override AccessReviewDetails? Evolve(AccessReviewDetails? review, Guid id, IEvent e) => e.Data switch
    {
        AccessReviewOpened x => new AccessReviewDetails(x.AccessReviewId, x.Name, x.BranchId, x.FallbackReviewerId, x.OccurredAt, x.RemindAt, x.DueAt)
        {
            Items = [.. x.Items.Select(y => new ReviewedGrant(y, Ruling: null))],
            NextAt = x.RemindAt.Append(x.DueAt).Min(),
        },
        AccessReviewDecided x => review! with { Items = After(review, x) },
        AccessReviewReminded x => review! with { RemindedAt = [.. review.RemindedAt, x.OccurredAt], NextAt = review.RemindAt.Skip(x.Number).Append(review.DueAt).Min() },
        AccessReviewClosed x => review! with { ClosedAt = x.OccurredAt, NextAt = null },
        _ => review,
    };

    private static IReadOnlyList<ReviewedGrant> After(AccessReviewDetails review, AccessReviewDecided decided)
    {
        var before = review.Items.Select(x => x.Ruling).Where(x => x is { } y && y.DecidedBy == decided.DecidedBy).Select(x => x!.Value.DecidedAt).Append(review.OpenedAt).Max();
        var rulings = decided.Decisions.ToDictionary(x => x.Number, x => new ReviewRuling(
            x, decided.DecidedBy, decided.OccurredAt, decided.Decisions.Count, (long)(decided.OccurredAt - before).TotalSeconds));
        return [.. review.Items.Select(x => rulings.TryGetValue(x.Item.Number, out var ruling) ? x with { Ruling = ruling } : x)];
    }
}
