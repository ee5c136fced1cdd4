using System.Text.Json.Serialization;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Domain.Dispatch;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>An employee began to clean for a branch. <paramref name="Home"/> is where the first way of a day starts; null only once the cleaner was erased.</summary>
public record CleanerJoined(
    Guid CleanerId, Guid AccountId, Guid BranchId,
    [Protected(nameof(CleanerId), DataClass.Confidential, Purpose.Employment)] string Name,
    IReadOnlyList<Skill> Skills,
    [Protected(nameof(CleanerId), DataClass.Restricted, Purpose.Employment)] GeoPoint? Home,
    Shift Shift,
    [Plain(DataClass.Internal, "A number of the system it comes from.")] string? ExternalReference);

/// <summary>The cleaner may do work of a kind, up to and including <paramref name="ValidUntil"/>, or for good.</summary>
public record SkillCertified([Beneficiary] Guid CleanerId, [Plain(DataClass.Internal, "A kind of work.")] string Skill, DateOnly? ValidUntil);

/// <summary>The cleaner works at other hours from now on. Jobs already assigned stay as they are.</summary>
public record ShiftChanged(Guid CleanerId, Shift Shift);

/// <summary>The cleaner works for the company no longer.</summary>
public record CleanerLeft(
    Guid CleanerId, [Protected(nameof(CleanerId), DataClass.Confidential, Purpose.Notes)] string Reason, DateTimeOffset OccurredAt);

/// <summary>Work of a kind that somebody may do, up to and including a day, or for good.</summary>
[method: JsonConstructor]
public readonly record struct Skill([Plain(DataClass.Internal, "A kind of work.")] string Name, DateOnly? ValidUntil = null);

/// <summary>Hours of a working day on the branch's wall clock; an end not after the start lies on the next day.</summary>
[method: JsonConstructor]
public readonly record struct Shift(TimeOnly StartsAt, TimeOnly EndsAt)
{
    /// <summary>Whether <paramref name="slot"/> lies wholly within the shift that begins on its local day or on the day before.</summary>
    public bool Covers(TimeSlot slot, TimeZoneInfo zone)
    {
        var day = LocalTime.DayOf(slot.StartsAt, zone);
        return On(day, zone).Contains(slot) || On(day.AddDays(-1), zone).Contains(slot);
    }

    /// <summary>The shift that begins on <paramref name="day"/>.</summary>
    public TimeSlot On(DateOnly day, TimeZoneInfo zone) =>
        new(LocalTime.At(day, StartsAt, zone), LocalTime.At(EndsAt > StartsAt ? day : day.AddDays(1), EndsAt, zone));
}

/// <summary>What the rules need to know of a cleaner.</summary>
public record Cleaner(
    Guid Id, Guid AccountId, Guid BranchId, bool IsActive, IReadOnlyDictionary<string, DateOnly?> Skills, Shift Shift, string? ExternalReference)
    : IEvolve<Cleaner>, IBelongToBranch
{
    public static Decision Join(Cleaner? existing, CleanerJoined joined, Account account, UniqueClaims taken)
    {
        if (existing is not null)
            return (existing.AccountId, existing.ExternalReference) == (joined.AccountId, joined.ExternalReference)
                ? Nothing
                : Refuse("id-taken", "Another cleaner has this id.");
        if (account.Status is AccountStatus.Closed)
            return Refuse("account-not-open", "The account is closed.");
        if (taken.By(UniqueKind.CleanerAccount, joined.AccountId.ToString()) is not null)
            return Refuse("account-is-cleaner", "This account belongs to a cleaner already.");
        if (taken.By(UniqueKind.CleanerReference, joined.ExternalReference) is not null)
            return Refuse("external-reference-taken", "Another cleaner came from outside under this reference.");

        return Accept(joined);
    }

    public Decision Certify(string skill, DateOnly? validUntil)
    {
        if (!IsActive)
            return Refuse("cleaner-not-active", "The cleaner has left.");

        return Skills.TryGetValue(skill, out var known) && known == validUntil ? Nothing : Accept(new SkillCertified(Id, skill, validUntil));
    }

    public Decision ChangeShift(Shift shift)
    {
        if (!IsActive)
            return Refuse("cleaner-not-active", "The cleaner has left.");

        return Shift == shift ? Nothing : Accept(new ShiftChanged(Id, shift));
    }

    public Decision Leave(string reason, DateTimeOffset now) => IsActive ? Accept(new CleanerLeft(Id, reason, now)) : Nothing;

    public bool HasSkill(string skill, DateOnly on) => Skills.TryGetValue(skill, out var until) && (until is null || on <= until);

    public static Cleaner? Evolve(Cleaner? cleaner, object @event) => @event switch
    {
        CleanerJoined e => new Cleaner(e.CleanerId, e.AccountId, e.BranchId, IsActive: true,
            e.Skills.ToDictionary(x => x.Name, x => x.ValidUntil), e.Shift, e.ExternalReference),
        SkillCertified e => cleaner! with { Skills = new Dictionary<string, DateOnly?>(cleaner.Skills) { [e.Skill] = e.ValidUntil } },
        ShiftChanged e => cleaner! with { Shift = e.Shift },
        CleanerLeft => cleaner! with { IsActive = false },
        _ => cleaner,
    };
}
