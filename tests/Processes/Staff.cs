using CleaningEvents.Api.Access;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using Marten;

namespace CleaningEvents.Processes;

/// <summary>Who works for a company, written straight to the store.</summary>
public static class Staff
{
    /// <summary>Somebody new with an account and the role of a position, to be saved with the session.</summary>
    public static Guid Employ(this IDocumentSession session, string position, Scope scope, Guid branchId)
    {
        var (account, role) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        session.Events.StartStream<Position>(StandardRoles.PositionOf(position), new PositionDefined(StandardRoles.PositionOf(position), position, [new PositionRole(role, scope)]));
        session.Events.StartStream<Role>(role, new RoleDefined(role, position, Positions.Roles[position]));
        session.Events.StartStream<Account>(account,
            new AccountOpened(account, $"E{account:N}"[..20], $"ID{account:N}", "Ada Example", StandardRoles.PositionOf(position), branchId),
            new RoleGranted(account, role, scope, scope is Scope.Branch ? branchId : null, ExpiresAt: null));
        session.Events.StartStream<Training>(Training.IdOf(account, Course.BasicSecurity), new OutsideTrainingRecorded(
            Training.IdOf(account, Course.BasicSecurity), account, Course.BasicSecurity, new DateOnly(2026, 1, 1), "C-1", ValidUntil: new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        return account;
    }
}
