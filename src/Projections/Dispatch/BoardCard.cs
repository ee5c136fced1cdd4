using CleaningEvents.Domain;
using CleaningEvents.Domain.Dispatch;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Dispatch;

/// <summary>
/// One job on the dispatch board, on the cleaner's day and in the customer's list; seconds behind the events.
/// Cancelled jobs stay, so that the desk sees what became of the day.
/// </summary>
public record BoardCard(
    Guid Id, Guid BranchId, Guid CustomerId, Guid SiteId, DateOnly ServiceOn, JobStatus Status, StartWindow Window, int PositionCount) : IBelongToBranch
{
    public Guid? LeadCleanerId { get; init; }
    public IReadOnlyList<CrewMember> Crew { get; init; } = [];

    /// <summary>The latest problem at the door, if there was one.</summary>
    public AccessProblem? AccessProblem { get; init; }

    public CompletionOutcome? Outcome { get; init; }
    public CancellationReason? CancelledFor { get; init; }
}

/// <summary>Keeps <see cref="BoardCard"/>.</summary>
public class BoardCardProjection : SingleStreamProjection<BoardCard, Guid>
{
    public override BoardCard? Evolve(BoardCard? card, Guid id, IEvent e) => e.Data switch
    {
        JobBooked x => new BoardCard(x.JobId, x.BranchId, x.CustomerId, x.SiteId, x.ServiceOn, JobStatus.Booked, x.Window, x.Positions.Count),
        JobRescheduled x => card! with
        {
            Status = JobStatus.Booked,
            ServiceOn = x.ServiceOn,
            Window = x.NewWindow,
            Crew = [],
            LeadCleanerId = null,
            AccessProblem = null,
        },
        JobAssigned x => card! with { Status = JobStatus.Assigned, LeadCleanerId = x.LeadCleanerId, Crew = card.Crew.Become(x.Crew) },
        JobReassigned x => card! with { LeadCleanerId = x.LeadCleanerId, Crew = card.Crew.Become(x.Crew) },
        CleanerCheckedIn x => card! with
        {
            Status = JobStatus.InProgress,
            Crew = card.Crew.Each(x.CleanerId, y => y with { CheckedInAt = x.OccurredAt, MinutesLate = x.MinutesLate, Verdict = x.Verdict }),
        },
        CleanerCheckedOut x => card! with { Crew = card.Crew.Each(x.CleanerId, y => y with { CheckedOutAt = x.OccurredAt }) },
        CleanerNoShowRecorded x => card! with { Crew = card.Crew.Each(x.CleanerId, y => y with { NoShowAfterMinutes = x.MinutesLate }) },
        AccessProblemReported x => card! with { AccessProblem = x.Problem },
        ServiceCompleted x => card! with { Status = JobStatus.Completed, Outcome = x.Outcome },
        JobCancelled x => card! with { Status = JobStatus.Cancelled, CancelledFor = x.Reason },
        _ => card,
    };
}
