using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CleaningEvents.Projections.Audit;

/// <summary>Keeps <c>access_record</c>, by which auditors find who looked at a record and what somebody looked at; seconds behind the events.</summary>
public class AccessRecords : EventProjection
{
    public AccessRecords()
    {
        Name = nameof(AccessRecords);
        Options.DeleteDataInTableOnTeardown("public.access_record");
        IncludeType<RecordAccessed>();
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        if (e.Data is RecordAccessed x)
            operations.QueueSqlCommand(
                """
                insert into public.access_record (record_id, position, account_id, mode, class, occurred_at)
                select record_id, ?, ?, ?, ?, ? from unnest(?) as shown (record_id)
                """,
                e.Sequence, x.AccountId, x.Mode.ToString(), x.Class.ToString(), x.OccurredAt.ToUniversalTime(), x.Records.ToArray());
        return ValueTask.CompletedTask;
    }
}
