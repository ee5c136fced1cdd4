using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access.Reviews;

/// <summary>What a review of access came to, with the evidence; the same events give the same report.</summary>
/// <param name="Kept">Grants that people kept.</param>
/// <param name="Reduced">Grants that people reduced.</param>
/// <param name="Revoked">Grants that people revoked.</param>
/// <param name="RevokedUndecided">Grants that nobody decided about in time.</param>
/// <param name="Undecided">Grants that wait for a decision.</param>
/// <param name="Changed">Grants that had changed or gone when they were decided about, so that nothing became of it.</param>
/// <param name="Reviewers">How those decided who did.</param>
/// <param name="Review">Every grant, and who decided what about it, when, how fast and together with how many.</param>
public sealed record AccessReviewReport(
    int Kept, int Reduced, int Revoked, int RevokedUndecided, int Undecided, int Changed, IReadOnlyList<ReviewerConduct> Reviewers, AccessReviewDetails Review)
{
    public static AccessReviewReport Of(AccessReviewDetails review)
    {
        List<ReviewRuling> rulings = [.. review.Items.Select(x => x.Ruling).OfType<ReviewRuling>()];
        List<ReviewRuling> people = [.. rulings.Where(x => x.DecidedBy is not null)];
        return new AccessReviewReport(
            people.Count(x => x.Decision.Verdict is ReviewVerdict.Keep), people.Count(x => x.Decision.Verdict is ReviewVerdict.Reduce),
            people.Count(x => x.Decision.Verdict is ReviewVerdict.Revoke), rulings.Count - people.Count, review.Items.Count - rulings.Count,
            rulings.Count(x => x.Decision.Outcome is ReviewOutcome.GrantChanged),
            [.. people.GroupBy(x => x.DecidedBy!.Value).OrderBy(x => x.Key).Select(x => ReviewerConduct.Of(x.Key, [.. x]))], review);
    }
}

/// <summary>How somebody decided; whoever kept nearly all of many in a few seconds hardly looked.</summary>
/// <param name="AccountId">Who decided.</param>
/// <param name="Decisions">About how many grants.</param>
/// <param name="Kept">How many of them were kept.</param>
/// <param name="Batches">In how many requests.</param>
/// <param name="LargestBatch">How many in the largest of them.</param>
/// <param name="SecondsEach">Seconds for each decision, in the middle of all of them: half took longer.</param>
public sealed record ReviewerConduct(Guid AccountId, int Decisions, int Kept, int Batches, int LargestBatch, double SecondsEach)
{
    public static ReviewerConduct Of(Guid accountId, IReadOnlyList<ReviewRuling> rulings) => new(
        accountId, rulings.Count, rulings.Count(x => x.Decision.Verdict is ReviewVerdict.Keep), rulings.DistinctBy(x => x.DecidedAt).Count(), rulings.Max(x => x.Together),
        rulings.Select(x => Math.Round((double)x.SecondsTaken / x.Together, 1)).Order().ElementAt(rulings.Count / 2));
}

public static class GetAccessReviewReportEndpoint
{
    /// <summary>Reports what a review of access has come to, with the evidence of each decision and how reviewers went about it.</summary>
    [WolverineGet("/api/access/reviews/{accessReviewId}/report"), Permission(Permission.ReadReviews)]
    [ProducesResponseType<AccessReviewReport>(StatusCodes.Status200OK)]
    public static async Task<IResult> Get(Guid accessReviewId, Reads reads)
    {
        await using var session = reads.Session();
        if (await session.LoadAsync<AccessReviewDetails>(accessReviewId, reads.Cancelled) is not { } review)
            return Problems.NotFound();

        return reads.IsReached(review) ? Results.Ok(AccessReviewReport.Of(review)) : Problems.NotPermitted(Permission.ReadReviews);
    }
}
