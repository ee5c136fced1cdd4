using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;

namespace CleaningEvents.Domain.Dispatch;

/// <summary>A cleaner's time on site; <paramref name="Until"/> is null while the work lasts.</summary>
public readonly record struct Attendance(DateTimeOffset From, DateTimeOffset? Until);

/// <summary>What the rules need to know of a job. Screens read <c>JobDetails</c>.</summary>
public partial record Job(
    Guid Id, JobStatus Status, Guid BranchId, Guid CustomerId, Guid SiteId, DateOnly ServiceOn, StartWindow Window,
    IReadOnlyList<Position> Positions, IReadOnlyList<ChecklistItem> Checklist, string? ExternalReference,
    IReadOnlyList<Assignment> Crew, Guid LeadCleanerId,
    IReadOnlyDictionary<Guid, Attendance> Attendances,
    IReadOnlyDictionary<string, ChecklistItemRecorded> Answers,
    IReadOnlySet<Guid> NoShows,
    IReadOnlyList<AccessProblemReported> AccessProblems,
    CancellationReason? CancelledFor,
    CompletionOutcome? CompletedAs) : IEvolve<Job>, IBelongToBranch
{
    /// <summary>How long a start window may be, so that a slip of the finger is noticed.</summary>
    public static readonly TimeSpan LongestWindow = TimeSpan.FromDays(7);

    /// <summary>How long before the planned start a cleaner may check in.</summary>
    public static readonly TimeSpan EarliestCheckIn = TimeSpan.FromHours(2);

    /// <summary>How long after the planned start somebody may still come before it counts as a no-show.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    private bool IsOpen => Status is JobStatus.Booked or JobStatus.Assigned or JobStatus.InProgress;

    public static Decision Book(Job? existing, JobBooked booked, Site site, Branch branch, UniqueClaims taken)
    {
        if (existing is not null)
            return (existing.SiteId, existing.ExternalReference) == (booked.SiteId, booked.ExternalReference)
                ? Nothing
                : Refuse("id-taken", "Another job has this id.");
        if (taken.By(UniqueKind.JobReference, booked.ExternalReference) is not null)
            return Refuse("external-reference-taken", "Another job came from outside under this reference.");
        if (!branch.IsOpen)
            return Refuse("branch-closed", "The branch takes no new work.");
        if (site.Location is null)
            return Refuse("customer-erased", "The customer's data was erased; nobody would find the door.");
        if (Unfit(booked.Window) is { } refusal)
            return refusal;

        return Accept(booked with { ServiceOn = branch.DayOf(booked.Window.From) });
    }

    public Decision Reschedule(StartWindow window, Branch branch, RescheduleReason reason, string? note, DateTimeOffset now)
    {
        if (Status is JobStatus.InProgress || !IsOpen)
            return Refuse("job-already-begun", $"A job that is {Status} cannot be rescheduled.");
        if (Unfit(window) is { } refusal)
            return refusal;
        if (window == Window)
            return Nothing;

        return Accept(new JobRescheduled(
            Id, CustomerId, Window, window, branch.DayOf(window.From), reason, PartyOf(reason), note, NoticeMinutes(now), Cleaners()));
    }

    public Decision Cancel(CancellationReason reason, string? note, DateTimeOffset now) => Status switch
    {
        JobStatus.Cancelled => CancelledFor == reason ? Nothing : Refuse("job-not-open", "The job was cancelled for another reason."),
        JobStatus.Completed => Refuse("job-not-open", "A completed job cannot be cancelled."),
        _ => Accept(new JobCancelled(Id, CustomerId, reason, PartyOf(reason), note, NoticeMinutes(now), Status, Cleaners(), now)),
    };

    public static Job? Evolve(Job? job, object @event) => @event switch
    {
        JobBooked e => new Job(e.JobId, JobStatus.Booked, e.BranchId, e.CustomerId, e.SiteId, e.ServiceOn, e.Window, e.Positions, e.Checklist,
            e.ExternalReference, [], Guid.Empty, new Dictionary<Guid, Attendance>(), new Dictionary<string, ChecklistItemRecorded>(),
            new HashSet<Guid>(), [], CancelledFor: null, CompletedAs: null),
        JobRescheduled e => job! with
        {
            Status = JobStatus.Booked,
            Window = e.NewWindow,
            ServiceOn = e.ServiceOn,
            Crew = [],
            LeadCleanerId = Guid.Empty,
            NoShows = new HashSet<Guid>(),
            AccessProblems = [],
        },
        JobAssigned e => job! with { Status = JobStatus.Assigned, Crew = e.Crew, LeadCleanerId = e.LeadCleanerId },
        JobReassigned e => job! with
        {
            Crew = e.Crew,
            LeadCleanerId = e.LeadCleanerId,
            NoShows = job.NoShows.Where(x => StartOf(x, e.Crew) == StartOf(x, job.Crew)).ToHashSet(),
        },
        CleanerCheckedIn e => job! with { Status = JobStatus.InProgress, Attendances = With(job.Attendances, e.CleanerId, new(e.OccurredAt, null)) },
        CleanerCheckedOut e => job! with
        {
            Attendances = With(job.Attendances, e.CleanerId, job.Attendances[e.CleanerId] with { Until = e.OccurredAt }),
        },
        ChecklistItemRecorded e => job! with { Answers = With(job.Answers, e.Item, e) },
        CleanerNoShowRecorded e => job! with { NoShows = new HashSet<Guid>(job.NoShows) { e.CleanerId } },
        AccessProblemReported e => job! with { AccessProblems = [.. job.AccessProblems, e] },
        ServiceCompleted e => job! with { Status = JobStatus.Completed, CompletedAs = e.Outcome },
        JobCancelled e => job! with { Status = JobStatus.Cancelled, CancelledFor = e.Reason },
        _ => job,
    };

    private static Dictionary<TKey, TValue> With<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> all, TKey key, TValue value) where TKey : notnull =>
        new(all) { [key] = value };

    /// <summary>The party that the name of a reason begins with.</summary>
    private static Party PartyOf<TReason>(TReason reason) where TReason : struct, Enum =>
        Enum.GetValues<Party>().Single(x => reason.ToString().StartsWith(x.ToString(), StringComparison.Ordinal));

    private static Decision? Unfit(StartWindow window)
    {
        if (window.Until < window.From)
            return Refuse("window-ends-before-it-begins", "The window for the start would end before it begins.");
        return window.Until - window.From > LongestWindow ? Refuse("window-too-long", "The window for the start is longer than 7 days.") : null;
    }

    private static DateTimeOffset? StartOf(Guid cleanerId, IReadOnlyList<Assignment> crew) =>
        crew.Where(x => x.CleanerId == cleanerId).Min(x => (DateTimeOffset?)x.StartsAt);

    private Guid[] Cleaners() => [.. Crew.Select(x => x.CleanerId).Distinct()];

    /// <summary>Whole minutes between <paramref name="now"/> and the start, negative when it is past.</summary>
    private int NoticeMinutes(DateTimeOffset now) =>
        (int)Math.Floor(((Crew.Count > 0 ? Crew.Min(x => x.StartsAt) : Window.From) - now).TotalMinutes);
}
