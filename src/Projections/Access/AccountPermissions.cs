using System.Globalization;
using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace CleaningEvents.Projections.Access;

/// <summary>Keeps <c>access.account_permission</c>: who holds which roles and what they allow, for the rules of segregation; as fresh as the last command.</summary>
public class AccountPermissions : EventProjection
{
    public AccountPermissions()
    {
        Name = nameof(AccountPermissions);
        Options.DeleteDataInTableOnTeardown("access.held_role");
        Options.DeleteDataInTableOnTeardown("access.role_permission");
        IncludeType<RoleGranted>();
        IncludeType<RoleRevoked>();
        IncludeType<PositionChanged>();
        IncludeType<AccountClosed>();
        IncludeType<RoleDefined>();
        IncludeType<RolePermissionsChanged>();
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        switch (e.Data)
        {
            case RoleGranted x:
                Take(operations, x.AccountId, x.RoleId, x.BranchId);
                Give(operations, x.AccountId, new Grant(x.RoleId, x.Scope, x.BranchId, x.ExpiresAt));
                break;
            case RoleRevoked x:
                Take(operations, x.AccountId, x.RoleId, x.BranchId);
                break;
            case PositionChanged x:
                foreach (var lost in x.Lost)
                    Take(operations, x.AccountId, lost.RoleId, lost.BranchId);
                foreach (var gained in x.Gained)
                    Give(operations, x.AccountId, gained);
                break;
            case AccountClosed x:
                operations.QueueSqlCommand("delete from access.held_role where account_id = ?", x.AccountId);
                break;
            case RoleDefined x:
                Allow(operations, x.RoleId, x.Permissions);
                break;
            case RolePermissionsChanged x:
                operations.QueueSqlCommand("delete from access.role_permission where role_id = ? and permission = any(?)", x.RoleId, x.Removed.ToArray());
                Allow(operations, x.RoleId, x.Added);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private static void Give(IDocumentOperations operations, Guid accountId, Grant grant) => operations.QueueSqlCommand(
        "insert into access.held_role (account_id, role_id, branch_id, scope, expires_at) values (?, ?, nullif(?, '')::uuid, ?, ?::timestamptz)",
        accountId, grant.RoleId, $"{grant.BranchId}", $"{grant.Scope}", grant.ExpiresAt?.ToString("O", CultureInfo.InvariantCulture) ?? "infinity");

    private static void Take(IDocumentOperations operations, Guid accountId, Guid roleId, Guid? branchId) => operations.QueueSqlCommand(
        "delete from access.held_role where account_id = ? and role_id = ? and branch_id is not distinct from nullif(?, '')::uuid",
        accountId, roleId, $"{branchId}");

    private static void Allow(IDocumentOperations operations, Guid roleId, IReadOnlyList<string> permissions) => operations.QueueSqlCommand(
        "insert into access.role_permission (role_id, permission) select ?, unnest(?)", roleId, permissions.ToArray());
}
