using CleaningEvents.Domain.Dispatch;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CleaningEvents.Projections.Analytics;

/// <summary>Keeps <c>analytics.fact_job</c>, one row for each job, and the days it names in <c>analytics.dim_date</c>; seconds behind the events.</summary>
public class FactJob : EventProjection
{
    public FactJob()
    {
        Name = nameof(FactJob);
        Options.DeleteDataInTableOnTeardown("analytics.fact_job");
        Options.DeleteDataInTableOnTeardown("analytics.dim_date");
        IncludeType<JobBooked>();
        IncludeType<JobRescheduled>();
        IncludeType<JobAssigned>();
        IncludeType<JobReassigned>();
        IncludeType<CleanerCheckedIn>();
        IncludeType<CleanerCheckedOut>();
        IncludeType<AccessProblemReported>();
        IncludeType<CleanerNoShowRecorded>();
        IncludeType<ServiceCompleted>();
        IncludeType<JobCancelled>();
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        switch (e.Data)
        {
            case JobBooked x:
                NameDay(operations, x.ServiceOn, e.Sequence);
                operations.QueueSqlCommand(
                    """
                    insert into analytics.fact_job
                        (job_id, branch_id, customer_id, site_id, date_key, kind, status, positions, planned_minutes, window_from, window_until, position)
                    values (?, ?, ?, ?, ?, ?, 'Booked', ?, ?, ?, ?, ?)
                    """,
                    x.JobId, x.BranchId, x.CustomerId, x.SiteId, DateKey(x.ServiceOn), x.Kind.ToString(), x.Positions.Count,
                    x.Positions.Sum(y => y.DurationMinutes), x.Window.From.ToUniversalTime(), x.Window.Until.ToUniversalTime(), e.Sequence);
                break;
            case JobRescheduled x:
                NameDay(operations, x.ServiceOn, e.Sequence);
                operations.QueueSqlCommand(
                    """
                    update analytics.fact_job set status = 'Booked', date_key = ?, window_from = ?, window_until = ?, planned_start = null,
                        lead_cleaner_id = null, access_problem = null, reschedules = reschedules + 1, position = ? where job_id = ?
                    """,
                    DateKey(x.ServiceOn), x.NewWindow.From.ToUniversalTime(), x.NewWindow.Until.ToUniversalTime(), e.Sequence, x.JobId);
                break;
            case JobAssigned x:
                operations.QueueSqlCommand(
                    "update analytics.fact_job set status = 'Assigned', lead_cleaner_id = ?, planned_start = ?, position = ? where job_id = ?",
                    x.LeadCleanerId, Start(x.Crew), e.Sequence, x.JobId);
                break;
            case JobReassigned x:
                operations.QueueSqlCommand(
                    """
                    update analytics.fact_job set lead_cleaner_id = ?, planned_start = ?, reassignments = reassignments + 1, position = ?
                    where job_id = ?
                    """,
                    x.LeadCleanerId, Start(x.Crew), e.Sequence, x.JobId);
                break;
            case CleanerCheckedIn x:
                operations.QueueSqlCommand(
                    """
                    update analytics.fact_job set status = 'InProgress', actual_start = least(actual_start, ?),
                        minutes_late = greatest(minutes_late, ?), position = ? where job_id = ?
                    """,
                    x.OccurredAt.ToUniversalTime(), x.MinutesLate, e.Sequence, x.JobId);
                break;
            case CleanerCheckedOut x:
                operations.QueueSqlCommand(
                    "update analytics.fact_job set actual_end = greatest(actual_end, ?), position = ? where job_id = ?",
                    x.OccurredAt.ToUniversalTime(), e.Sequence, x.JobId);
                break;
            case AccessProblemReported x:
                operations.QueueSqlCommand(
                    "update analytics.fact_job set access_problem = ?, position = ? where job_id = ?", x.Problem.ToString(), e.Sequence, x.JobId);
                break;
            case CleanerNoShowRecorded x:
                operations.QueueSqlCommand(
                    "update analytics.fact_job set no_shows = no_shows + 1, position = ? where job_id = ?", e.Sequence, x.JobId);
                break;
            case ServiceCompleted x:
                operations.QueueSqlCommand(
                    "update analytics.fact_job set status = 'Completed', outcome = ?, missing_items = ?, crew_minutes = ?, position = ? where job_id = ?",
                    x.Outcome.ToString(), x.MissingItems.Count, x.CrewMinutes, e.Sequence, x.JobId);
                break;
            case JobCancelled x:
                operations.QueueSqlCommand(
                    "update analytics.fact_job set status = 'Cancelled', cancelled_by = ?, cancellation_reason = ?, position = ? where job_id = ?",
                    x.CancelledBy.ToString(), x.Reason.ToString(), e.Sequence, x.JobId);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private static void NameDay(IDocumentOperations operations, DateOnly day, long position) => operations.QueueSqlCommand(
        """
        insert into analytics.dim_date (date_key, day, year, quarter, month, iso_week, weekday, is_weekend, position)
        select ?, day, extract(year from day), extract(quarter from day), extract(month from day), extract(week from day),
            extract(isodow from day), extract(isodow from day) > 5, ?
        from cast(? as date) as day
        on conflict (date_key) do nothing
        """,
        DateKey(day), position, day);

    private static int DateKey(DateOnly day) => day.Year * 10_000 + day.Month * 100 + day.Day;

    private static DateTimeOffset Start(IReadOnlyList<Assignment> crew) => crew.Min(x => x.StartsAt).ToUniversalTime();
}
