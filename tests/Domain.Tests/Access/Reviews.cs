using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;

namespace CleaningEvents.Domain.Tests.Access;

/// <summary>A review of two grants of Maria and one of her chief; the chief reviews Maria, and the fallback reviewer the chief.</summary>
internal static class Reviews
{
    public static readonly Guid ReviewId = Number(30);
    public static readonly Guid ChiefId = Number(31);
    public static readonly Guid FallbackId = Number(32);

    public static readonly Grant Desk = new(RoleId, Scope.Company, BranchId: null, ExpiresAt: null);
    public static readonly Grant InMilan = new(Number(33), Scope.Branch, MilanId, Ten.AddDays(90));
    public static readonly DateTimeOffset Due = Ten.AddDays(14);

    public static readonly ReviewItem MariasDesk = new(1, AccountId, Desk, MilanId, ChiefId, LastUsedOn: null, GrantedBy: null, Ten.AddDays(-100), []);
    public static readonly ReviewItem MariasMilan = MariasDesk with { Number = 2, Grant = InMilan };
    public static readonly ReviewItem ChiefsDesk = MariasDesk with { Number = 3, AccountId = ChiefId, ReviewerId = FallbackId };

    public static readonly AccessReviewOpened Opened = new(
        ReviewId, "Spring", BranchId: null, FallbackId, [MariasDesk, MariasMilan, ChiefsDesk], [Ten.AddDays(7), Ten.AddDays(10), Ten.AddDays(13)], Due, Ten);

    public static readonly IReadOnlySet<int> AllHeld = new HashSet<int> { 1, 2, 3 };

    public static readonly ReviewChoice KeepFirst = new(1, ReviewVerdict.Keep, "Needs it.");
    public static readonly ReviewChoice RevokeSecond = new(2, ReviewVerdict.Revoke, "Does not.");

    public static readonly ReviewDecision FirstKept = new(1, AccountId, ReviewVerdict.Keep, ReducedTo: null, ReviewOutcome.Applied, "Needs it.");
    public static readonly ReviewDecision SecondRevoked = new(2, AccountId, ReviewVerdict.Revoke, ReducedTo: null, ReviewOutcome.Applied, "Does not.");
    public static readonly ReviewDecision ThirdKept = new(3, ChiefId, ReviewVerdict.Keep, ReducedTo: null, ReviewOutcome.Applied, "Needs it.");
    public static readonly AccessReviewDecided Decided = new(ReviewId, ChiefId, [FirstKept, SecondRevoked], Ten);
}
