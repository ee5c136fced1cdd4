using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Access.Reviews;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class DecideAccessReviewTests
{
    private static readonly Grant Rest = InMilan with { ExpiresAt = Ten.AddDays(30) };

    [Fact]
    public void a_reviewer_decides_about_several_grants_at_once() =>
        Given<AccessReview>(Opened).When(review => review.Decide(ChiefId, [KeepFirst, RevokeSecond], AllHeld, Ten)).Then(Decided);

    [Fact]
    public void the_fallback_reviewer_decides_in_anothers_place() =>
        Given<AccessReview>(Opened).When(review => review.Decide(FallbackId, [KeepFirst], AllHeld, Ten)).Then(Decided with { DecidedBy = FallbackId, Decisions = [FirstKept] });

    [Fact]
    public void a_grant_that_has_changed_is_decided_about_in_vain() =>
        Given<AccessReview>(Opened).When(review => review.Decide(ChiefId, [RevokeSecond], new HashSet<int> { 1, 3 }, Ten))
            .Then(Decided with { Decisions = [SecondRevoked with { Outcome = ReviewOutcome.GrantChanged }] });

    [Fact]
    public void the_last_decision_closes_the_review() =>
        Given<AccessReview>(Opened, Decided).When(review => review.Decide(FallbackId, [KeepFirst with { Number = 3 }], AllHeld, Ten)).Then(
            new AccessReviewDecided(ReviewId, FallbackId, [ThirdKept], Ten), new AccessReviewClosed(ReviewId, Kept: 2, Reduced: 0, Revoked: 1, RevokedUndecided: 0, Ten));

    [Fact]
    public void what_was_decided_alike_is_not_recorded_again() =>
        Given<AccessReview>(Opened, Decided with { Decisions = [FirstKept] }).When(review => review.Decide(ChiefId, [KeepFirst, RevokeSecond], AllHeld, Ten))
            .Then(Decided with { Decisions = [SecondRevoked] });

    [Fact]
    public void nobody_reviews_their_own_access() =>
        Given<AccessReview>(Opened).When(review => review.Decide(ChiefId, [KeepFirst with { Number = 3 }], AllHeld, Ten)).ThenRefused("no-self-review");

    [Fact]
    public void nobody_decides_in_a_reviewers_place_but_the_fallback() =>
        Given<AccessReview>(Opened).When(review => review.Decide(Number(40), [KeepFirst], AllHeld, Ten)).ThenRefused("not-the-reviewer");

    [Fact]
    public void one_bad_decision_spoils_them_all() =>
        Given<AccessReview>(Opened).When(review => review.Decide(ChiefId, [KeepFirst, RevokeSecond with { Number = 4 }], AllHeld, Ten)).ThenRefused("unknown-review-item");

    [Fact]
    public void what_was_decided_stays_decided() =>
        Given<AccessReview>(Opened, Decided).When(review => review.Decide(ChiefId, [RevokeSecond with { Number = 1 }], AllHeld, Ten)).ThenRefused("already-reviewed");

    [Fact]
    public void a_grant_may_be_left_for_a_shorter_time() =>
        Given<AccessReview>(Opened).When(review => Reduce(review, 2, Rest)).Then(Reduced(2, Rest));

    [Theory]
    [InlineData(Scope.Own)]
    [InlineData(Scope.Branch)]
    public void a_grant_may_be_left_to_reach_less_far(Scope scope)
    {
        var rest = Desk with { Scope = scope, BranchId = scope is Scope.Branch ? MilanId : null };

        Given<AccessReview>(Opened).When(review => Reduce(review, 1, rest)).Then(Reduced(1, rest));
    }

    public static TheoryData<int, Grant> NoReductions => new()
    {
        { 1, Desk },
        { 2, InMilan },
        { 2, InMilan with { ExpiresAt = InMilan.ExpiresAt!.Value.AddTicks(1) } },
        { 2, InMilan with { ExpiresAt = null } },
        { 2, Rest with { BranchId = Number(41) } },
        { 2, Rest with { BranchId = null } },
        { 2, Rest with { Scope = Scope.Company, BranchId = null } },
        { 2, Rest with { RoleId = RoleId } },
        { 2, Rest with { ExpiresAt = Ten } },
        { 2, Rest with { Scope = Scope.Own } },
    };

    [Theory]
    [MemberData(nameof(NoReductions))]
    public void what_is_left_is_less_and_something(int number, Grant rest) =>
        Given<AccessReview>(Opened).When(review => Reduce(review, number, rest)).ThenRefused("not-a-reduction");

    [Fact]
    public void at_the_deadline_it_is_too_late() =>
        Given<AccessReview>(Opened).When(review => review.Decide(ChiefId, [KeepFirst], AllHeld, Due)).ThenRefused("review-closed");

    [Fact]
    public void a_moment_before_it_is_not() =>
        Given<AccessReview>(Opened).When(review => review.Decide(ChiefId, [KeepFirst], AllHeld, Due.AddTicks(-1)))
            .Then(Decided with { Decisions = [FirstKept], OccurredAt = Due.AddTicks(-1) });

    private static Decision Reduce(AccessReview review, int number, Grant rest) =>
        review.Decide(ChiefId, [new ReviewChoice(number, ReviewVerdict.Reduce, "Less will do.", rest)], AllHeld, Ten);

    private static AccessReviewDecided Reduced(int number, Grant rest) =>
        Decided with { Decisions = [new ReviewDecision(number, AccountId, ReviewVerdict.Reduce, rest, ReviewOutcome.Applied, "Less will do.")] };
}
