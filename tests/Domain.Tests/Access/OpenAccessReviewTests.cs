using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Access.Reviews;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class OpenAccessReviewTests
{
    private static readonly Guid MilansChiefId = Number(34);
    private static readonly IReadOnlySet<Guid> MayDecide = new HashSet<Guid> { ChiefId, FallbackId, MilansChiefId };

    [Fact]
    public void every_grant_gets_a_number_and_a_reviewer_who_is_not_its_holder() =>
        GivenNothing<AccessReview>().When(review => Open(review, Unnumbered, new Reviewer(ChiefId))).Then(Opened);

    [Fact]
    public void who_is_named_for_the_branch_comes_before_who_is_named_for_all() =>
        GivenNothing<AccessReview>().When(review => Open(review, Unnumbered, new Reviewer(ChiefId), new Reviewer(MilansChiefId, MilanId)))
            .Then(Opened with { Items = [.. Opened.Items.Select(x => x with { ReviewerId = MilansChiefId })] });

    [Fact]
    public void who_is_named_for_another_branch_reviews_nothing_here() =>
        GivenNothing<AccessReview>().When(review => Open(review, Unnumbered, new Reviewer(MilansChiefId, Number(35))))
            .Then(Opened with { Items = [.. Opened.Items.Select(x => x with { ReviewerId = FallbackId })] });

    [Fact]
    public void the_fallback_reviewers_own_grants_need_another() =>
        GivenNothing<AccessReview>().When(review => Open(review, Opened with { Items = [MariasDesk with { AccountId = FallbackId }] })).ThenRefused("no-reviewer");

    [Fact]
    public void a_reviewer_must_be_permitted_to_decide() =>
        GivenNothing<AccessReview>().When(review => Open(review, Unnumbered, new Reviewer(AccountId))).ThenRefused("reviewer-may-not-decide");

    [Fact]
    public void the_fallback_reviewer_must_be_permitted_to_decide() =>
        GivenNothing<AccessReview>().When(review => Open(review, Unnumbered with { FallbackReviewerId = AccountId })).ThenRefused("reviewer-may-not-decide");

    [Fact]
    public void without_grants_there_is_nothing_to_review() =>
        GivenNothing<AccessReview>().When(review => Open(review, Opened with { Items = [] })).ThenRefused("nothing-to-review");

    [Fact]
    public void a_thousand_grants_are_reviewed() =>
        Open(null, Opened with { Items = [.. Enumerable.Repeat(MariasDesk, AccessReview.MostItems)] }).Events.ShouldHaveSingleItem();

    [Fact]
    public void more_than_a_thousand_are_too_many() =>
        GivenNothing<AccessReview>().When(review => Open(review, Opened with { Items = [.. Enumerable.Repeat(MariasDesk, AccessReview.MostItems + 1)] })).ThenRefused("too-many-to-review");

    [Fact]
    public void an_id_belongs_to_one_review() =>
        Given<AccessReview>(Opened).When(review => Open(review, Opened with { Name = "Autumn" }, new Reviewer(ChiefId))).ThenRefused("id-taken");

    private static AccessReviewOpened Unnumbered => Opened with { Items = [.. Opened.Items.Select(x => x with { Number = 0, ReviewerId = Guid.Empty })] };

    private static Decision Open(AccessReview? review, AccessReviewOpened wanted, params Reviewer[] reviewers) => AccessReview.Open(review, wanted, reviewers, MayDecide);
}
