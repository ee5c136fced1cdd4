using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CleaningEvents.Projections.Access;

/// <summary>
/// Keeps <c>access.permission_use</c>, seconds behind the events. It listens to all of them: whatever somebody did names the permission that let
/// them in.
/// </summary>
public class PermissionUseTable : EventProjection
{
    public PermissionUseTable()
    {
        Name = nameof(PermissionUseTable);
        Options.DeleteDataInTableOnTeardown("access.permission_use");
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        if (UseBy(e) is var (accountId, permission, day))
            operations.QueueSqlCommand(
                """
                insert into access.permission_use as known (account_id, permission, last_used_on, position) values (?, ?, ?, ?)
                on conflict (account_id, permission) do update set last_used_on = excluded.last_used_on, position = excluded.position
                where known.last_used_on < excluded.last_used_on
                """,
                accountId, permission, day, e.Sequence);
        return ValueTask.CompletedTask;
    }

    private static (Guid AccountId, string Permission, DateOnly Day)? UseBy(IEvent e)
    {
        if (e.Data is PermissionUsed used)
            return (used.AccountId, used.Permission, used.UsedOn);

        return Guid.TryParse(e.UserName, out var accountId) && accountId != Guid.Empty && e.GetHeader("permission")?.ToString() is { Length: > 0 } permission
            ? (accountId, permission, DateOnly.FromDateTime(e.Timestamp.UtcDateTime))
            : null;
    }
}
