namespace CleaningEvents.Domain.Governance;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>Somebody asked for a change that takes a second person. Nothing has changed yet, and perhaps never will.</summary>
/// <param name="ChangeRequestId">The change request.</param>
/// <param name="Command">Name of the command, such as <c>grant-role</c>.</param>
/// <param name="TargetId">The stream that the command is about.</param>
/// <param name="TargetVersion">The version that it was made for; 0 where the stream is to begin.</param>
/// <param name="BranchId">The branch of the target; null when it belongs to none.</param>
/// <param name="Route">What the address of the command named.</param>
/// <param name="Body">The body of the command as JSON; null when it has none.</param>
/// <param name="Reason">The reason that the body gives, if it gives one.</param>
/// <param name="SubjectId">Whom the body is about: its key protects the words.</param>
/// <param name="ProposedBy">The account that asked.</param>
/// <param name="Beneficiaries">Accounts and cleaners who would gain.</param>
/// <param name="ApproverPermission">What the second person must be permitted to do.</param>
/// <param name="ExpiresAt">When it lapses (excluded).</param>
public record ChangeProposed(
    Guid ChangeRequestId,
    [Plain(DataClass.Internal, "The name of a use case.")] string Command,
    Guid TargetId, long TargetVersion, Guid? BranchId, IReadOnlyList<RouteValue> Route,
    [Protected(nameof(SubjectId), DataClass.Confidential, Purpose.Notes)] string? Body,
    [Protected(nameof(SubjectId), DataClass.Confidential, Purpose.Notes)] string? Reason,
    Guid SubjectId, Guid ProposedBy, IReadOnlyList<Guid> Beneficiaries,
    [Plain(DataClass.Internal, "A name from the catalogue of permissions.")] string ApproverPermission,
    DateTimeOffset ExpiresAt);

/// <summary>A second person agreed; what the command does is recorded in the same transaction.</summary>
public record ChangeApproved(Guid ChangeRequestId, Guid ApprovedBy);

/// <summary>A second person said no; it stays on record.</summary>
public record ChangeRejected(
    Guid ChangeRequestId, Guid SubjectId, Guid RejectedBy, [Protected(nameof(SubjectId), DataClass.Confidential, Purpose.Notes)] string Reason);

/// <summary>Whoever proposed it thought better of it.</summary>
public record ChangeWithdrawn(
    Guid ChangeRequestId, Guid SubjectId, [Protected(nameof(SubjectId), DataClass.Confidential, Purpose.Notes)] string Reason);

/// <summary>It can no longer be carried out: it is too late, or what it was made for has moved on, or a rule now forbids it.</summary>
/// <param name="ChangeRequestId">The change request.</param>
/// <param name="Rule">Stable name of what stood against it, such as <c>stale-version</c>.</param>
/// <param name="Reason">A sentence for people, in English.</param>
public record ChangeLapsed(
    Guid ChangeRequestId,
    [Plain(DataClass.Internal, "A rule is no person.")] string Rule,
    [Plain(DataClass.Internal, "A sentence of the program.")] string Reason);

/// <summary>What became of a change request.</summary>
public enum ChangeStatus { Pending, Approved, Rejected, Withdrawn, Lapsed }

/// <summary>A named part of a command's address.</summary>
public readonly record struct RouteValue(
    [Plain(DataClass.Internal, "A part of an address.")] string Name,
    [Plain(DataClass.Internal, "An id; no address holds personal data.")] string Value);

/// <summary>What the rules need to know of a change request.</summary>
/// <remarks>Source: policy 4.1: important data gets a second person's review.</remarks>
public record ChangeRequest(Guid Id, ChangeProposed Proposed, ChangeStatus Status, Guid? DecidedBy) : IEvolve<ChangeRequest>
{
    /// <remarks><paramref name="cleanerId"/> is the cleaner whose account <paramref name="approver"/> is, if it is one's.</remarks>
    public Decision Approve(Guid approver, Guid? cleanerId, DateTimeOffset now) =>
        (Status, DecidedBy) == (ChangeStatus.Approved, approver) ? Nothing
        : Objection(approver, cleanerId, now) ?? Accept(new ChangeApproved(Id, approver));

    /// <inheritdoc cref="Approve"/>
    public Decision Reject(Guid approver, Guid? cleanerId, string reason, DateTimeOffset now) =>
        (Status, DecidedBy) == (ChangeStatus.Rejected, approver) ? Nothing
        : Objection(approver, cleanerId, now) ?? Accept(new ChangeRejected(Id, Proposed.SubjectId, approver, reason));

    public Decision Withdraw(Guid by, string reason)
    {
        if (by != Proposed.ProposedBy)
            return Refuse("withdrawn-by-another", "Only who proposed a change withdraws it.");
        if (Status is ChangeStatus.Withdrawn)
            return Nothing;

        return Status is ChangeStatus.Pending ? Accept(new ChangeWithdrawn(Id, Proposed.SubjectId, reason)) : RefuseDecided();
    }

    /// <summary>It cannot be carried out, because of <paramref name="cause"/>.</summary>
    public Decision Lapse(Refusal cause) =>
        Status is ChangeStatus.Pending ? Accept(new ChangeLapsed(Id, cause.Rule, cause.Reason)) : Nothing;

    /// <summary>It lapses when its time is over.</summary>
    public Decision Expire(DateTimeOffset now) => now >= Proposed.ExpiresAt ? Lapse(RefuseExpired().Refusal!) : Nothing;

    public static ChangeRequest? Evolve(ChangeRequest? change, object @event) => @event switch
    {
        ChangeProposed e => new ChangeRequest(e.ChangeRequestId, e, ChangeStatus.Pending, DecidedBy: null),
        ChangeApproved e => change! with { Status = ChangeStatus.Approved, DecidedBy = e.ApprovedBy },
        ChangeRejected e => change! with { Status = ChangeStatus.Rejected, DecidedBy = e.RejectedBy },
        ChangeWithdrawn => change! with { Status = ChangeStatus.Withdrawn },
        ChangeLapsed => change! with { Status = ChangeStatus.Lapsed },
        _ => change,
    };

    private Decision? Objection(Guid approver, Guid? cleanerId, DateTimeOffset now)
    {
        if (approver == Proposed.ProposedBy)
            return Refuse("approver-is-proposer", "Whoever proposed a change does not decide about it.");
        if (Proposed.Beneficiaries.Contains(approver) || (cleanerId is { } self && Proposed.Beneficiaries.Contains(self)))
            return Refuse("approver-is-beneficiary", "Whoever gains by a change does not decide about it.");
        if (Status is not ChangeStatus.Pending)
            return RefuseDecided();

        return now >= Proposed.ExpiresAt ? RefuseExpired() : null;
    }

    private static Decision RefuseDecided() => Refuse("change-not-pending", "The change was decided, withdrawn or lapsed already.");

    private static Decision RefuseExpired() => Refuse("change-expired", "Nobody decided about the change in time.");
}
