using CleaningEvents.Domain;
using CleaningEvents.Domain.Governance;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Governance;

/// <summary>What was decided about the data of one customer or employee; as fresh as the last command.</summary>
public record DataSubjectDetails(Guid Id, Guid SubjectId, ErasureStatus Erasure) : IVersioned
{
    /// <summary>Version of the stream, which is its ETag.</summary>
    public int Version { get; init; }

    /// <summary>Every id under which the subject's data was protected when its erasure was ordered last.</summary>
    public IReadOnlyList<Guid> Covers { get; init; } = [];

    /// <summary>What forbids to erase the subject now.</summary>
    public IReadOnlyList<LegalHold> Holds { get; init; } = [];

    /// <summary>The erasure ordered last; null where there was none.</summary>
    public OrderedErasure? Order { get; init; }

    /// <summary>The receipt of the erasure executed last; null where there was none.</summary>
    public ErasureReceipt? Receipt { get; init; }
}

/// <summary>A reason not to erase.</summary>
public record LegalHold(Guid HoldId, [Protected(nameof(DataSubjectDetails.SubjectId), DataClass.Confidential, Purpose.Notes)] string Reason);

/// <summary>An erasure that is to be executed.</summary>
public record OrderedErasure(SubjectKind Kind, ErasureGround Ground, DateTimeOffset OrderedAt);

/// <summary>
/// Proof of an erasure. Copies of the destroyed keys in backups of the key database last until <paramref name="LastCopyExpiresAt"/>;
/// from then on nobody at all can read the data.
/// </summary>
public record ErasureReceipt(long Tombstone, int KeysDestroyed, DateTimeOffset ErasedAt, DateTimeOffset LastCopyExpiresAt);

/// <summary>Keeps <see cref="DataSubjectDetails"/>.</summary>
public class DataSubjectDetailsProjection : SingleStreamProjection<DataSubjectDetails, Guid>
{
    public override DataSubjectDetails? Evolve(DataSubjectDetails? subject, Guid id, IEvent e) => e.Data switch
    {
        LegalHoldPlaced x => Known(subject, x.DataSubjectId, x.SubjectId) with { Holds = [.. subject?.Holds ?? [], new LegalHold(x.HoldId, x.Reason)] },
        LegalHoldLifted x => subject! with { Holds = [.. subject.Holds.Where(y => y.HoldId != x.HoldId)] },
        ErasureOrdered x => Known(subject, x.DataSubjectId, x.SubjectId) with
        {
            Erasure = ErasureStatus.Ordered,
            Covers = x.Covers,
            Order = new OrderedErasure(x.Kind, x.Ground, x.OccurredAt),
        },
        PersonalDataErased x => Known(subject, x.DataSubjectId, x.SubjectId) with
        {
            Erasure = ErasureStatus.Erased,
            Covers = x.Covers,
            Receipt = new ErasureReceipt(x.Tombstone, x.KeysDestroyed, x.OccurredAt, x.LastCopyExpiresAt),
        },
        SubjectReauthorised => subject! with { Erasure = ErasureStatus.Reauthorised },
        SubjectKeysRotated x => Known(subject, x.DataSubjectId, x.SubjectId),
        SubjectDataDisclosed x => Known(subject, x.DataSubjectId, x.SubjectId),
        _ => subject,
    };

    private static DataSubjectDetails Known(DataSubjectDetails? subject, Guid id, Guid subjectId) => subject ?? new(id, subjectId, ErasureStatus.None);
}
