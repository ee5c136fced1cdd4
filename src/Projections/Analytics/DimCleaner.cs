using CleaningEvents.Domain.Dispatch;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CleaningEvents.Projections.Analytics;

/// <summary>Keeps <c>analytics.dim_cleaner</c>, one row for each cleaner; seconds behind the events.</summary>
public class DimCleaner : EventProjection
{
    public DimCleaner()
    {
        Name = nameof(DimCleaner);
        Options.DeleteDataInTableOnTeardown("analytics.dim_cleaner");
        IncludeType<CleanerJoined>();
        IncludeType<ShiftChanged>();
        IncludeType<CleanerLeft>();
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        switch (e.Data)
        {
            case CleanerJoined x:
                operations.QueueSqlCommand(
                    """
                    insert into analytics.dim_cleaner (cleaner_id, branch_id, skills, shift_minutes, joined_at, position)
                    values (?, ?, ?, ?, ?, ?)
                    """,
                    x.CleanerId, x.BranchId, x.Skills.Count, Minutes(x.Shift), e.Timestamp.ToUniversalTime(), e.Sequence);
                break;
            case ShiftChanged x:
                operations.QueueSqlCommand(
                    "update analytics.dim_cleaner set shift_minutes = ?, position = ? where cleaner_id = ?", Minutes(x.Shift), e.Sequence, x.CleanerId);
                break;
            case CleanerLeft x:
                operations.QueueSqlCommand(
                    "update analytics.dim_cleaner set left_at = ?, position = ? where cleaner_id = ?", e.Timestamp.ToUniversalTime(), e.Sequence, x.CleanerId);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private static int Minutes(Shift shift)
    {
        var minutes = (int)(shift.EndsAt - shift.StartsAt).TotalMinutes;
        return minutes is 0 ? 24 * 60 : minutes;
    }
}
