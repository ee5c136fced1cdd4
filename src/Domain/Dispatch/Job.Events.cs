using System.Text.Json.Serialization;

namespace CleaningEvents.Domain.Dispatch;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>
/// One dated piece of work at one site was booked. <paramref name="ServiceOn"/> is the branch's calendar day of the window's beginning.
/// It says nothing of who will do it.
/// </summary>
public record JobBooked(
    Guid JobId, Guid BranchId, Guid CustomerId, Guid SiteId, JobKind Kind, DateOnly ServiceOn, StartWindow Window,
    IReadOnlyList<Position> Positions, IReadOnlyList<ChecklistItem> Checklist,
    [Plain(DataClass.Internal, "A number of the system it comes from.")] string? ExternalReference);

/// <summary>The job moved to another window. <paramref name="Released"/> are the cleaners whose assignment ended by it.</summary>
public record JobRescheduled(
    Guid JobId, Guid CustomerId, StartWindow OldWindow, StartWindow NewWindow, DateOnly ServiceOn, RescheduleReason Reason, Party AskedBy,
    [Protected(nameof(CustomerId), DataClass.Confidential, Purpose.Notes)] string? Note,
    int NoticeMinutes, IReadOnlyList<Guid> Released);

/// <summary>Every position got a cleaner with a planned start and end. It does not say that the cleaners know of it.</summary>
public record JobAssigned(Guid JobId, Guid CustomerId, DateOnly ServiceOn, IReadOnlyList<Assignment> Crew, Guid LeadCleanerId);

/// <summary>Cleaners or planned times changed; <paramref name="Crew"/> is the whole crew from now on, <paramref name="Released"/> who left it.</summary>
public record JobReassigned(
    Guid JobId, Guid CustomerId, DateOnly ServiceOn, IReadOnlyList<Assignment> Crew, Guid LeadCleanerId, IReadOnlyList<Guid> Released,
    [Protected(nameof(CustomerId), DataClass.Confidential, Purpose.Notes)] string Reason);

/// <summary>
/// A cleaner reported to have begun at the site. <paramref name="OccurredAt"/> is the server's business time, <paramref name="DeviceTime"/>
/// only the device's claim; <paramref name="MetresFromSite"/> and <paramref name="Verdict"/> judge the claimed place, not the person.
/// </summary>
public record CleanerCheckedIn(
    Guid JobId, Guid CustomerId, Guid CleanerId, DateTimeOffset OccurredAt, int MinutesLate, CheckInMethod Method, DateTimeOffset? DeviceTime,
    [Protected(nameof(CleanerId), DataClass.Confidential, Purpose.Presence)] GeoPoint? Place,
    int? AccuracyMetres, int? MetresFromSite, GeofenceVerdict Verdict,
    [Protected(nameof(CleanerId), DataClass.Confidential, Purpose.Notes)] string? Reason);

/// <summary>
/// A cleaner reported to have ended at the site; where <paramref name="IsEstimated"/>, nobody did, and the time was guessed. It does not say that
/// the work is complete.
/// </summary>
public record CleanerCheckedOut(Guid JobId, Guid CustomerId, Guid CleanerId, DateTimeOffset OccurredAt, int MinutesOnSite, bool IsEstimated);

/// <summary>A checklist item was answered; the latest answer counts.</summary>
public record ChecklistItemRecorded(
    Guid JobId, Guid CustomerId,
    [Plain(DataClass.Internal, "What is to be done, in the company's own words.")] string Item,
    ItemOutcome Outcome, Guid CleanerId,
    [Protected(nameof(CustomerId), DataClass.Confidential, Purpose.Notes)] string? Note,
    DateTimeOffset OccurredAt);

/// <summary>A cleaner stood before a closed door. The job stays open until somebody cancels, reschedules or does it.</summary>
public record AccessProblemReported(
    Guid JobId, Guid CustomerId, Guid CleanerId, AccessProblem Problem, int MinutesWaited,
    [Protected(nameof(CustomerId), DataClass.Confidential, Purpose.Notes)] string? Note,
    DateTimeOffset OccurredAt);

/// <summary>A cleaner had not checked in <paramref name="MinutesLate"/> minutes after the planned start. It says nothing of the cause.</summary>
public record CleanerNoShowRecorded(Guid JobId, Guid CustomerId, Guid CleanerId, int MinutesLate, Finder FoundBy, DateTimeOffset OccurredAt);

/// <summary>The work ended, as a whole or in part. <paramref name="CrewMinutes"/> adds up the time of all cleaners on site.</summary>
public record ServiceCompleted(
    Guid JobId, Guid CustomerId, CompletionOutcome Outcome,
    [Plain(DataClass.Internal, "What is to be done, in the company's own words.")] IReadOnlyList<string> MissingItems,
    int CrewMinutes,
    [Protected(nameof(CustomerId), DataClass.Confidential, Purpose.Notes)] string? Reason,
    [Protected(nameof(CustomerId), DataClass.Confidential, Purpose.Contact)] string? CustomerSignedBy,
    DateTimeOffset OccurredAt);

/// <summary>The job will not be done (again). <paramref name="Progress"/> says how far it had got.</summary>
public record JobCancelled(
    Guid JobId, Guid CustomerId, CancellationReason Reason, Party CancelledBy,
    [Protected(nameof(CustomerId), DataClass.Confidential, Purpose.Notes)] string? Note,
    int NoticeMinutes, JobStatus Progress, IReadOnlyList<Guid> Released, DateTimeOffset OccurredAt);

/// <summary>How a job came about.</summary>
public enum JobKind { OneOff, Planned, Reclean, Inspection }

/// <summary>How far a job has come.</summary>
public enum JobStatus { Booked, Assigned, InProgress, Completed, Cancelled }

/// <summary>Who wanted something.</summary>
public enum Party { Customer, Company, Cleaner }

/// <summary>How a check-in was made.</summary>
public enum CheckInMethod { Gps, Nfc, Qr, Manual }

/// <summary>What the claimed place says about being on site; accuracy counts in favour of the cleaner.</summary>
public enum GeofenceVerdict { Unknown, Inside, Outside }

/// <summary>Answer to a checklist item.</summary>
public enum ItemOutcome { Done, Skipped, NotApplicable }

/// <summary>Why a cleaner could not get in or could not begin.</summary>
public enum AccessProblem { NobodyHome, KeyMissing, Alarm, Unsafe, Refused }

/// <summary>Whether all that was booked was done.</summary>
public enum CompletionOutcome { Full, Partial }

/// <summary>The closed list of reasons to cancel; each belongs to one party.</summary>
public enum CancellationReason
{
    CustomerChangedPlans, CustomerNobodyHome, CustomerNotSatisfied, CompanyNoStaff, CompanyWeather, CompanyBookedInError, CleanerIll, CleanerUnsafe,
}

/// <summary>The closed list of reasons to reschedule; each belongs to one party.</summary>
public enum RescheduleReason
{
    CustomerAskedForAnotherTime, CustomerNotReady, CompanyNoStaff, CompanyWeather, CompanyPlanChanged, CleanerIll, CleanerDelayed,
}

/// <summary>What noticed something: somebody, or the clock.</summary>
public enum Finder { Person, Clock }

/// <summary>When the first position of a job may start: any instant from <paramref name="From"/> to <paramref name="Until"/>, both included.</summary>
[method: JsonConstructor]
public readonly record struct StartWindow(DateTimeOffset From, DateTimeOffset Until);

/// <summary>
/// One cleaner's part of a job: <paramref name="DurationMinutes"/> of work that starts <paramref name="OffsetFromMinutes"/> to
/// <paramref name="OffsetUntilMinutes"/> (both included) after position 1. Numbers run from 1 without a gap.
/// </summary>
public readonly record struct Position(
    int Number, [Plain(DataClass.Internal, "A kind of work.")] string Skill, int DurationMinutes, int OffsetFromMinutes = 0, int OffsetUntilMinutes = 0);

/// <summary>A cleaner's planned time on a position, from <paramref name="StartsAt"/> up to, not including, <paramref name="EndsAt"/>.</summary>
public readonly record struct Assignment(int Position, Guid CleanerId, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    public TimeSlot Slot() => new(StartsAt, EndsAt);
}

/// <summary>A thing to do at the site; a required one must be answered before the work counts as complete.</summary>
[method: JsonConstructor]
public readonly record struct ChecklistItem([Plain(DataClass.Internal, "What is to be done, in the company's own words.")] string Item, bool Required);
