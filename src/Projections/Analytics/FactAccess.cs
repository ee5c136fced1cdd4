using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CleaningEvents.Projections.Analytics;

/// <summary>Keeps <c>analytics.fact_access</c>, one row for each recorded look at protected records; seconds behind the events.</summary>
public class FactAccess : EventProjection
{
    public FactAccess()
    {
        Name = nameof(FactAccess);
        Options.DeleteDataInTableOnTeardown("analytics.fact_access");
        IncludeType<RecordAccessed>();
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        if (e.Data is RecordAccessed x)
            operations.QueueSqlCommand(
                """
                insert into analytics.fact_access (position, account_id, kind, records, mode, class, purpose, route, occurred_at)
                values (?, ?, ?, ?, ?, ?, nullif(?, ''), ?, ?)
                """,
                e.Sequence, x.AccountId, x.Kind, x.Records.Count, x.Mode.ToString(), x.Class.ToString(), $"{x.Purpose}", x.Route,
                x.OccurredAt.ToUniversalTime());
        return ValueTask.CompletedTask;
    }
}
