using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access.Reviews;

/// <param name="Decisions">What is to become of grants, 1 to 200, each named once.</param>
public record DecideAccessReview(IReadOnlyList<DecideAccessReview.Choice> Decisions)
{
    /// <param name="Number">Of the item in the review.</param>
    /// <param name="Verdict">Keep, Reduce or Revoke.</param>
    /// <param name="Reason">Why, at most 500 characters; without personal data.</param>
    /// <param name="ReducedTo">What is left of the grant, for Reduce and only then.</param>
    public readonly record struct Choice(int Number, ReviewVerdict Verdict, string Reason, Rest? ReducedTo = null);

    /// <param name="Scope">How far it reaches: Own, Branch or Company; not further than now.</param>
    /// <param name="BranchId">The branch, for scope Branch and only then.</param>
    /// <param name="ExpiresAt">When it ends, excluded; not later than now. Null for good.</param>
    public readonly record struct Rest(Scope Scope, Guid? BranchId = null, DateTimeOffset? ExpiresAt = null);

    public class Validator : AbstractValidator<DecideAccessReview>
    {
        public Validator()
        {
            RuleFor(x => x.Decisions).NotEmpty().AtMost(AccessReview.MostAtOnce)
                .Must(x => x.DistinctBy(y => y.Number).Count() == x.Count).WithMessage("An item is named twice.");
            RuleForEach(x => x.Decisions).ChildRules(choice =>
            {
                choice.RuleFor(x => x.Number).GreaterThan(0);
                choice.RuleFor(x => x.Verdict).IsInEnum();
                choice.RuleFor(x => x.Reason).Text(500);
                choice.RuleFor(x => x.ReducedTo).Must((x, rest) => rest is not null == x.Verdict is ReviewVerdict.Reduce).WithMessage("What is left is named where a grant is reduced, and only there.");
                choice.RuleFor(x => x.ReducedTo!.Value.ExpiresAt!.Value).Plausible().When(x => x.ReducedTo?.ExpiresAt is not null).OverridePropertyName("reducedTo.expiresAt");
            });
        }
    }
}

public static class DecideAccessReviewEndpoint
{
    /// <summary>Keeps, reduces or revokes grants of a review; what is decided counts from the next request on.</summary>
    /// <remarks>A grant that has changed since the review began stays as it is: its decision is recorded with the outcome `GrantChanged`.</remarks>
    [WolverinePost("/api/access/reviews/{accessReviewId}/decide"), Permission(Permission.DecideReviews), StepUp]
    public static Task<IResult> Post(Guid accessReviewId, DecideAccessReview command, Commands commands) =>
        commands.Change<AccessReview>(accessReviewId, async (review, facts) =>
        {
            foreach (var branchId in command.Decisions.Select(x => x.ReducedTo?.BranchId).OfType<Guid>().Distinct())
                await facts.The<Branch>(branchId);
            var items = review.Named(command.Decisions.Select(x => x.Number));
            var accounts = await ReviewedAccounts.Of(items, facts);
            return accounts.Follow(review.Decide(facts.Actor.AccountId, [.. command.Decisions.Select(x => Choice(x, items))], accounts.Held(), facts.Now));
        });

    private static ReviewChoice Choice(DecideAccessReview.Choice choice, IReadOnlyList<ReviewItem> items)
    {
        Grant? rest = choice.ReducedTo is { } left
            ? new Grant(items.FirstOrDefault(x => x.Number == choice.Number).Grant.RoleId, left.Scope, left.BranchId, left.ExpiresAt)
            : null;
        return new ReviewChoice(choice.Number, choice.Verdict, choice.Reason, rest);
    }
}
