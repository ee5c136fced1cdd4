using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Access.Reviews;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class ExpireAccessReviewTests
{
    [Fact]
    public void what_nobody_decided_about_is_revoked_at_the_deadline() =>
        Given<AccessReview>(Opened, Decided).When(review => review.Expire(AllHeld, Due)).Then(
            new AccessReviewDecided(ReviewId, DecidedBy: null, [ThirdKept with { Verdict = ReviewVerdict.Revoke, Reason = null }], Due),
            new AccessReviewClosed(ReviewId, Kept: 1, Reduced: 0, Revoked: 1, RevokedUndecided: 1, Due));

    [Fact]
    public void before_the_deadline_nothing_is() =>
        Given<AccessReview>(Opened).When(review => review.Expire(AllHeld, Due.AddTicks(-1))).Then();

    [Fact]
    public void so_many_are_revoked_at_once_and_the_rest_next_time()
    {
        var many = Opened with { Items = [.. Enumerable.Range(1, AccessReview.MostAtOnce + 1).Select(x => MariasDesk with { Number = x })] };

        var first = StateOf<AccessReview>(many).Expire(AllHeld, Due);
        var second = StateOf<AccessReview>([many, .. first.Events]).Expire(AllHeld, Due);

        first.Events.ShouldHaveSingleItem().ShouldBeOfType<AccessReviewDecided>().Decisions.Count.ShouldBe(AccessReview.MostAtOnce);
        second.Events[^1].ShouldBe(new AccessReviewClosed(ReviewId, Kept: 0, Reduced: 0, Revoked: 0, RevokedUndecided: AccessReview.MostAtOnce + 1, Due));
    }

    [Fact]
    public void who_has_not_decided_is_reminded() =>
        Given<AccessReview>(Opened, Decided).When(review => review.Remind(Ten.AddDays(7))).Then(new AccessReviewReminded(ReviewId, 1, [FallbackId], 1, Ten.AddDays(7)));

    [Fact]
    public void of_missed_reminders_the_last_is_sent() =>
        Given<AccessReview>(Opened).When(review => review.Remind(Ten.AddDays(11))).Then(new AccessReviewReminded(ReviewId, 2, [ChiefId, FallbackId], 3, Ten.AddDays(11)));

    [Fact]
    public void nobody_is_reminded_too_early() =>
        Given<AccessReview>(Opened).When(review => review.Remind(Ten.AddDays(7).AddTicks(-1))).Then();

    [Fact]
    public void nobody_is_reminded_when_it_is_too_late() =>
        Given<AccessReview>(Opened).When(review => review.Remind(Due)).Then();

    [Fact]
    public void nobody_is_reminded_of_a_closed_review() =>
        Given<AccessReview>(Opened, new AccessReviewClosed(ReviewId, 3, 0, 0, 0, Ten)).When(review => review.Remind(Ten.AddDays(7))).Then();
}
