using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class EmergencyAccessTests
{
    private static readonly Guid EmergencyId = Number(50);
    private static readonly Guid ChiefId = Number(51);
    private static readonly DateTimeOffset Noon = Ten.AddHours(2);

    private static readonly EmergencyAccessOpened Opened = new(EmergencyId, AccountId, RoleId, MilanId, Noon, "flood", Crossed: [], Ten);
    private static readonly EmergencyAccessEnded TimeOver = new(EmergencyId, AccountId, EndedBy: null, Noon);
    private static readonly EmergencyAccessReviewed Reviewed = new(EmergencyId, AccountId, ChiefId, EmergencyVerdict.Justified, [7, 9], "it was", Noon);

    [Fact]
    public void a_role_is_taken_up_at_once() =>
        GivenNothing<EmergencyAccess>().When(access => Open(access)).Then(Opened);

    [Fact]
    public void it_may_cross_duties_that_operations_keep_apart_and_says_so() =>
        GivenNothing<EmergencyAccess>().When(access => Open(access, held: null, Rule("cash-apart"))).Then(Opened with { Crossed = ["cash-apart"] });

    [Fact]
    public void it_never_crosses_the_administrators() =>
        GivenNothing<EmergencyAccess>().When(access => Open(access, held: null, Rule(EmergencyAccess.NeverCrossed))).ThenRefused("emergency-crosses-administrators");

    [Fact]
    public void the_last_one_must_be_reviewed_before_the_next() =>
        GivenNothing<EmergencyAccess>().When(access => EmergencyAccess.Open(access, Opened, [], [], Taken(UniqueKind.EmergencyAccess, AccountId.ToString())))
            .ThenRefused("emergency-not-reviewed");

    public static TheoryData<Grant> Enough =>
    [
        new Grant(RoleId, Scope.Company, null, null), new Grant(RoleId, Scope.Branch, MilanId, null), new Grant(RoleId, Scope.Branch, MilanId, Ten.AddTicks(1)),
    ];

    [Theory]
    [MemberData(nameof(Enough))]
    public void who_holds_the_role_needs_no_emergency(Grant held) =>
        GivenNothing<EmergencyAccess>().When(access => Open(access, held)).ThenRefused("role-already-held");

    public static TheoryData<Grant> NotEnough =>
    [
        new Grant(RoleId, Scope.Branch, Number(52), null), new Grant(RoleId, Scope.Own, null, null), new Grant(RoleId, Scope.Branch, MilanId, Ten),
        new Grant(Number(53), Scope.Company, null, null),
    ];

    [Theory]
    [MemberData(nameof(NotEnough))]
    public void who_holds_less_may_need_one(Grant held) =>
        GivenNothing<EmergencyAccess>().When(access => Open(access, held)).Then(Opened);

    [Fact]
    public void an_id_belongs_to_one_emergency() =>
        Given<EmergencyAccess>(Opened with { RoleId = Number(54) }).When(access => Open(access)).ThenRefused("id-taken");

    [Fact]
    public void it_is_given_back_early() =>
        Given<EmergencyAccess>(Opened).When(access => access.End(AccountId, Ten)).Then(new EmergencyAccessEnded(EmergencyId, AccountId, AccountId, Ten));

    [Fact]
    public void it_is_over_when_its_time_is() =>
        Given<EmergencyAccess>(Opened).When(access => access.Expire(Noon)).Then(TimeOver);

    [Fact]
    public void it_is_not_over_before() =>
        Given<EmergencyAccess>(Opened).When(access => access.Expire(Noon.AddTicks(-1))).Then();

    [Fact]
    public void somebody_else_reviews_it() =>
        Given<EmergencyAccess>(Opened, TimeOver).When(access => Review(access, ChiefId)).Then(Reviewed);

    [Fact]
    public void a_review_records_the_end_that_nobody_had_recorded_yet() =>
        Given<EmergencyAccess>(Opened).When(access => Review(access, ChiefId)).Then(TimeOver, Reviewed);

    [Fact]
    public void nobody_reviews_their_own() =>
        Given<EmergencyAccess>(Opened, TimeOver).When(access => Review(access, AccountId)).ThenRefused("no-self-review");

    [Fact]
    public void it_is_reviewed_when_it_is_over() =>
        Given<EmergencyAccess>(Opened).When(access => access.Review(ChiefId, EmergencyVerdict.Justified, [], "it was", Ten)).ThenRefused("emergency-not-over");

    [Fact]
    public void it_is_reviewed_once() =>
        Given<EmergencyAccess>(Opened, TimeOver, Reviewed).When(access => Review(access, Number(55))).ThenRefused("already-reviewed");

    private static Decision Open(EmergencyAccess? access, Grant? held = null, params SegregationRule[] crossed) =>
        EmergencyAccess.Open(access, Opened, held is { } grant ? [grant] : [], crossed, UniqueClaims.None);

    private static Decision Review(EmergencyAccess access, Guid by) => access.Review(by, EmergencyVerdict.Justified, [7, 9], "it was", Noon);

    private static SegregationRule Rule(string name) => new(SegregationRule.IdOf(name), name, [], IsInForce: true);
}
