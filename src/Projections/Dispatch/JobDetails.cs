using CleaningEvents.Domain;
using CleaningEvents.Domain.Dispatch;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Dispatch;

/// <summary>Everything of one job, for the desk and the cleaner's phone; as fresh as the last command.</summary>
public record JobDetails(
    Guid Id, Guid BranchId, Guid CustomerId, Guid SiteId, JobKind Kind, JobStatus Status, DateOnly ServiceOn, StartWindow Window,
    IReadOnlyList<Position> Positions, IReadOnlyList<ChecklistAnswer> Checklist,
    [Plain(DataClass.Internal, "A number of the system it comes from.")] string? ExternalReference) : IVersioned, IBelongToBranch, IBelongToCleaners
{
    /// <summary>Version of the job's stream, which is its ETag.</summary>
    public int Version { get; init; }

    public Guid? LeadCleanerId { get; init; }
    public IReadOnlyList<CrewMember> Crew { get; init; } = [];
    public IReadOnlyList<ReportedProblem> AccessProblems { get; init; } = [];
    public Completion? Completion { get; init; }
    public Cancellation? Cancellation { get; init; }

    IEnumerable<Guid> IBelongToCleaners.Cleaners => Crew.Select(x => x.CleanerId);
}

/// <summary>An item of the checklist and its latest answer, if there is one.</summary>
public record ChecklistAnswer(
    [Plain(DataClass.Internal, "What is to be done, in the company's own words.")] string Item,
    bool Required, ItemOutcome? Outcome = null, Guid? CleanerId = null,
    [Protected(nameof(JobDetails.CustomerId), DataClass.Confidential, Purpose.Notes)] string? Note = null);

/// <summary>A cleaner on a position: planned, and what came of it.</summary>
public record CrewMember(
    int Position, Guid CleanerId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset? CheckedInAt = null, int? MinutesLate = null,
    GeofenceVerdict? Verdict = null, DateTimeOffset? CheckedOutAt = null, int? NoShowAfterMinutes = null);

/// <summary>A door that stayed closed.</summary>
public record ReportedProblem(
    Guid CleanerId, AccessProblem Problem, int MinutesWaited,
    [Protected(nameof(JobDetails.CustomerId), DataClass.Confidential, Purpose.Notes)] string? Note,
    DateTimeOffset OccurredAt);

/// <summary>How the work ended.</summary>
public record Completion(
    CompletionOutcome Outcome,
    [Plain(DataClass.Internal, "What is to be done, in the company's own words.")] IReadOnlyList<string> MissingItems,
    int CrewMinutes,
    [Protected(nameof(JobDetails.CustomerId), DataClass.Confidential, Purpose.Notes)] string? Reason,
    [Protected(nameof(JobDetails.CustomerId), DataClass.Confidential, Purpose.Contact)] string? CustomerSignedBy,
    DateTimeOffset OccurredAt);

/// <summary>Why the job will not be done.</summary>
public record Cancellation(
    CancellationReason Reason, Party CancelledBy,
    [Protected(nameof(JobDetails.CustomerId), DataClass.Confidential, Purpose.Notes)] string? Note,
    int NoticeMinutes, JobStatus Progress, DateTimeOffset OccurredAt);

/// <summary>Keeps <see cref="JobDetails"/>.</summary>
public class JobDetailsProjection : SingleStreamProjection<JobDetails, Guid>
{
    public override JobDetails? Evolve(JobDetails? job, Guid id, IEvent e) => e.Data switch
    {
        JobBooked x => new JobDetails(x.JobId, x.BranchId, x.CustomerId, x.SiteId, x.Kind, JobStatus.Booked, x.ServiceOn, x.Window, x.Positions,
            [.. x.Checklist.Select(y => new ChecklistAnswer(y.Item, y.Required))], x.ExternalReference),
        JobRescheduled x => job! with
        {
            Status = JobStatus.Booked,
            Window = x.NewWindow,
            ServiceOn = x.ServiceOn,
            Crew = [],
            LeadCleanerId = null,
            AccessProblems = [],
        },
        JobAssigned x => job! with { Status = JobStatus.Assigned, LeadCleanerId = x.LeadCleanerId, Crew = job.Crew.Become(x.Crew) },
        JobReassigned x => job! with { LeadCleanerId = x.LeadCleanerId, Crew = job.Crew.Become(x.Crew) },
        CleanerCheckedIn x => job! with
        {
            Status = JobStatus.InProgress,
            Crew = job.Crew.Each(x.CleanerId, y => y with { CheckedInAt = x.OccurredAt, MinutesLate = x.MinutesLate, Verdict = x.Verdict }),
        },
        CleanerCheckedOut x => job! with { Crew = job.Crew.Each(x.CleanerId, y => y with { CheckedOutAt = x.OccurredAt }) },
        CleanerNoShowRecorded x => job! with { Crew = job.Crew.Each(x.CleanerId, y => y with { NoShowAfterMinutes = x.MinutesLate }) },
        ChecklistItemRecorded x => job! with { Checklist = [.. job.Checklist.Select(y => y.Item == x.Item ? Answered(y, x) : y)] },
        AccessProblemReported x => job! with
        {
            AccessProblems = [.. job.AccessProblems, new(x.CleanerId, x.Problem, x.MinutesWaited, x.Note, x.OccurredAt)],
        },
        ServiceCompleted x => job! with
        {
            Status = JobStatus.Completed,
            Completion = new(x.Outcome, x.MissingItems, x.CrewMinutes, x.Reason, x.CustomerSignedBy, x.OccurredAt),
        },
        JobCancelled x => job! with
        {
            Status = JobStatus.Cancelled,
            Cancellation = new(x.Reason, x.CancelledBy, x.Note, x.NoticeMinutes, x.Progress, x.OccurredAt),
        },
        _ => job,
    };

    private static ChecklistAnswer Answered(ChecklistAnswer item, ChecklistItemRecorded answer) =>
        item with { Outcome = answer.Outcome, CleanerId = answer.CleanerId, Note = answer.Note };
}
