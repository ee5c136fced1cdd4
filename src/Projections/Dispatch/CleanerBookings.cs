using CleaningEvents.Domain.Dispatch;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CleaningEvents.Projections.Dispatch;

/// <summary>
/// Keeps <c>dispatch.cleaner_booking</c>: who is planned where, and who is on site now; as fresh as the last command.
/// A cancelled or rescheduled job holds nobody's time.
/// </summary>
public class CleanerBookings : EventProjection
{
    public CleanerBookings()
    {
        Name = nameof(CleanerBookings);
        Options.DeleteDataInTableOnTeardown("dispatch.cleaner_booking");
        IncludeType<JobAssigned>();
        IncludeType<JobReassigned>();
        IncludeType<JobRescheduled>();
        IncludeType<JobCancelled>();
        IncludeType<CleanerCheckedIn>();
        IncludeType<CleanerCheckedOut>();
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        switch (e.Data)
        {
            case JobAssigned x:
                Book(operations, x.JobId, x.Crew);
                break;
            case JobReassigned x:
                Release(operations, x.JobId, x.Crew);
                Book(operations, x.JobId, x.Crew);
                break;
            case JobRescheduled x:
                Release(operations, x.JobId, []);
                break;
            case JobCancelled x:
                Release(operations, x.JobId, []);
                break;
            case CleanerCheckedIn x:
                operations.QueueSqlCommand(
                    """
                    update dispatch.cleaner_booking set checked_in = true
                    where job_id = ? and position = (select min(position) from dispatch.cleaner_booking where job_id = ? and cleaner_id = ?)
                    """,
                    x.JobId, x.JobId, x.CleanerId);
                break;
            case CleanerCheckedOut x:
                operations.QueueSqlCommand(
                    "update dispatch.cleaner_booking set checked_out = true where job_id = ? and cleaner_id = ?", x.JobId, x.CleanerId);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private static void Book(IDocumentOperations operations, Guid jobId, IReadOnlyList<Assignment> crew) => operations.QueueSqlCommand(
        """
        insert into dispatch.cleaner_booking (job_id, position, cleaner_id, planned)
        select ?, position, cleaner_id, tstzrange(starts_at, ends_at) from unnest(?, ?, ?, ?) as crew (position, cleaner_id, starts_at, ends_at)
        on conflict (job_id, position) do nothing
        """,
        [jobId, .. Columns(crew)]);

    /// <summary>Frees what <paramref name="staying"/> does not name; who stays keeps the row and with it the presence.</summary>
    private static void Release(IDocumentOperations operations, Guid jobId, IReadOnlyList<Assignment> staying) => operations.QueueSqlCommand(
        """
        delete from dispatch.cleaner_booking where job_id = ?
        and (position, cleaner_id, planned) not in (
            select position, cleaner_id, tstzrange(starts_at, ends_at) from unnest(?, ?, ?, ?) as crew (position, cleaner_id, starts_at, ends_at))
        """,
        [jobId, .. Columns(staying)]);

    // The driver takes instants in UTC only.
    private static object[] Columns(IReadOnlyList<Assignment> crew) =>
    [
        crew.Select(x => x.Position).ToArray(), crew.Select(x => x.CleanerId).ToArray(),
        crew.Select(x => x.StartsAt.ToUniversalTime()).ToArray(), crew.Select(x => x.EndsAt.ToUniversalTime()).ToArray(),
    ];
}
