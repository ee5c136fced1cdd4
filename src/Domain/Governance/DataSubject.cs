namespace CleaningEvents.Domain.Governance;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>Something, such as a lawsuit, forbids to erase the subject for the time being.</summary>
public record LegalHoldPlaced(
    Guid DataSubjectId, Guid SubjectId, Guid HoldId, [Protected(nameof(SubjectId), DataClass.Confidential, Purpose.Notes)] string Reason);

/// <summary>One reason not to erase the subject has passed; others may remain.</summary>
public record LegalHoldLifted(
    Guid DataSubjectId, Guid SubjectId, Guid HoldId, [Protected(nameof(SubjectId), DataClass.Confidential, Purpose.Notes)] string Reason);

/// <summary>
/// The subject is to be erased, which follows within moments. <paramref name="Covers"/> are all ids under which data about it is protected.
/// </summary>
public record ErasureOrdered(Guid DataSubjectId, Guid SubjectId, SubjectKind Kind, IReadOnlyList<Guid> Covers, ErasureGround Ground, DateTimeOffset OccurredAt);

/// <summary>
/// Every key of the subject is destroyed, so that nobody can read what the log holds about it. Copies of the keys in backups of the key
/// database last until <paramref name="LastCopyExpiresAt"/>. <paramref name="Tombstone"/> numbers the signed entry outside the databases.
/// </summary>
public record PersonalDataErased(
    Guid DataSubjectId, Guid SubjectId, IReadOnlyList<Guid> Covers, long Tombstone, int KeysDestroyed, DateTimeOffset LastCopyExpiresAt,
    DateTimeOffset OccurredAt);

/// <summary>It is allowed to write about the subject again, under new keys. What was erased stays erased.</summary>
public record SubjectReauthorised(Guid DataSubjectId, Guid SubjectId, IReadOnlyList<Guid> Covers, ReauthorisationGround Ground);

/// <summary>New data about the subject is protected by new keys from now on; what was written before stays under the old ones.</summary>
public record SubjectKeysRotated(Guid DataSubjectId, Guid SubjectId, int Keys);

/// <summary>Everything held about the subject was put together and handed out to who asked.</summary>
public record SubjectDataDisclosed(Guid DataSubjectId, Guid SubjectId, int Events, int Documents);

/// <summary>Who is a subject.</summary>
public enum SubjectKind { Customer, Employee }

/// <summary>Why somebody is erased.</summary>
/// <remarks>Source: Personal Information Protection Law, article 47; GDPR, article 17.</remarks>
public enum ErasureGround { SubjectAsked, ConsentWithdrawn, PurposeEnded, CollectedUnlawfully }

/// <summary>Why data about somebody may be kept again after they were erased.</summary>
public enum ReauthorisationGround { NewContract, NewConsent, LegalDuty }

/// <summary>How far an erasure has come.</summary>
public enum ErasureStatus
{
    None,

    /// <summary>The keys are being destroyed.</summary>
    Ordered,

    /// <summary>Nobody may write about the subject.</summary>
    Erased,

    /// <summary>It was erased once, and new data may be written.</summary>
    Reauthorised,
}

/// <summary>What must be known of a subject before it is erased.</summary>
/// <param name="Kind">Customer or employee.</param>
/// <param name="Covers">Every id under which its data is protected.</param>
/// <param name="IsActive">Whether work with or for the subject is under way.</param>
/// <param name="EndedAt">When the relation ended; null where it did not or the law asks for nothing.</param>
public readonly record struct SubjectFacts(SubjectKind Kind, IReadOnlyList<Guid> Covers, bool IsActive, DateTimeOffset? EndedAt);

/// <summary>Somebody whom protected data is about: a customer or an employee.</summary>
/// <remarks>Source: policy 5.2 and 4.2.</remarks>
public record DataSubject(Guid Id, Guid SubjectId, IReadOnlySet<Guid> Holds, ErasureStatus Erasure, IReadOnlyList<Guid> Covers, long Tombstone = 0) : IEvolve<DataSubject>
{
    public static Guid IdOf(Guid subjectId) => NamedGuid.Of($"data-subject/{subjectId}");

    public static Decision PlaceHold(DataSubject? subject, Guid subjectId, Guid holdId, string reason)
    {
        if (subject?.Holds.Contains(holdId) is true)
            return Nothing;
        if (subject?.Erasure is ErasureStatus.Ordered or ErasureStatus.Erased)
            return Refuse("subject-erased", "The subject was erased.");

        return Accept(new LegalHoldPlaced(IdOf(subjectId), subjectId, holdId, reason));
    }

    public Decision LiftHold(Guid holdId, string reason) => Holds.Contains(holdId) ? Accept(new LegalHoldLifted(Id, SubjectId, holdId, reason)) : Nothing;

    public static Decision Erase(DataSubject? subject, Guid subjectId, ErasureGround ground, SubjectFacts facts, DateTimeOffset now)
    {
        if (subject?.Erasure is ErasureStatus.Ordered or ErasureStatus.Erased)
            return Nothing;
        if (subject?.Holds.Count > 0)
            return Refuse("legal-hold", "A legal hold forbids to erase the subject.");
        if (facts.IsActive)
            return Refuse("subject-active", "A customer with open jobs or an employee with an open account is not erased.");
        if (DutyEnds(facts) is { } ends && now < ends)
            return Refuse("retention-duty", $"The law asks to keep the data until {ends:yyyy-MM-dd}.");

        return Accept(new ErasureOrdered(IdOf(subjectId), subjectId, facts.Kind, facts.Covers, ground, now));
    }

    /// <remarks>A tombstone counts also where the log, restored from an older copy, knows of no order.</remarks>
    public static Decision ConfirmErased(
        DataSubject? subject, Guid subjectId, IReadOnlyList<Guid> covers, long tombstone, int keysDestroyed, DateTimeOffset lastCopyExpiresAt, DateTimeOffset now) =>
        subject?.Tombstone >= tombstone
            ? Nothing
            : Accept(new PersonalDataErased(IdOf(subjectId), subjectId, covers, tombstone, keysDestroyed, lastCopyExpiresAt, now));

    public Decision Reauthorise(ReauthorisationGround ground) => Erasure switch
    {
        ErasureStatus.Erased => Accept(new SubjectReauthorised(Id, SubjectId, Covers, ground)),
        ErasureStatus.Ordered => Refuse("erasure-under-way", "The subject is being erased at this moment."),
        _ => Nothing,
    };

    public static DataSubject? Evolve(DataSubject? subject, object @event) => @event switch
    {
        LegalHoldPlaced e => Known(subject, e.DataSubjectId, e.SubjectId) with { Holds = new HashSet<Guid>(subject?.Holds ?? new HashSet<Guid>()) { e.HoldId } },
        LegalHoldLifted e => subject! with { Holds = subject.Holds.Where(x => x != e.HoldId).ToHashSet() },
        ErasureOrdered e => Known(subject, e.DataSubjectId, e.SubjectId) with { Erasure = ErasureStatus.Ordered, Covers = e.Covers },
        PersonalDataErased e => Known(subject, e.DataSubjectId, e.SubjectId) with
        {
            Erasure = ErasureStatus.Erased,
            Covers = e.Covers,
            Tombstone = e.Tombstone,
        },
        SubjectReauthorised => subject! with { Erasure = ErasureStatus.Reauthorised },
        SubjectKeysRotated e => Known(subject, e.DataSubjectId, e.SubjectId),
        SubjectDataDisclosed e => Known(subject, e.DataSubjectId, e.SubjectId),
        _ => subject,
    };

    private static DataSubject Known(DataSubject? subject, Guid id, Guid subjectId) =>
        subject ?? new(id, subjectId, new HashSet<Guid>(), ErasureStatus.None, []);

    private static DateTimeOffset? DutyEnds(SubjectFacts facts) =>
        facts is { Kind: SubjectKind.Employee, EndedAt: { } ended } ? ended.AddYears(Purpose.Employment.YearsOfDuty()) : null;
}
