using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using JasperFx.Events;
using Marten;
using Marten.Events;
using Marten.Events.Archiving;

namespace CleaningEvents.Api.Access;

/// <summary>A role that somebody holds, and how they came by it.</summary>
/// <param name="RoleId">The role.</param>
/// <param name="Name">Its name.</param>
/// <param name="Scope">How far it reaches.</param>
/// <param name="BranchId">The branch, for scope Branch.</param>
/// <param name="ExpiresAt">When it ends, excluded; null for good.</param>
/// <param name="GrantedAt">When it was recorded.</param>
/// <param name="GrantedBy">The account that gave it; null for the installation.</param>
/// <param name="ApprovedBy">The account that agreed, where it took a second person.</param>
/// <param name="Position">The log position of what gave it: a grant, or a move.</param>
public sealed record HeldRole(
    Guid RoleId, [Shows(typeof(RoleDetails), nameof(RoleDetails.Name))] string Name, Scope Scope, Guid? BranchId, DateTimeOffset? ExpiresAt,
    DateTimeOffset GrantedAt, Guid? GrantedBy, Guid? ApprovedBy, long Position);

/// <summary>Rights as they were known at an instant, folded from the log and from nothing else.</summary>
public sealed class RightsAsOf
{
    private static readonly Type[] OfAccounts =
    [
        typeof(AccountOpened), typeof(RoleGranted), typeof(RoleRevoked), typeof(PositionChanged), typeof(AccountSuspended), typeof(AccountReinstated),
        typeof(AccountClosed),
    ];

    private static readonly Type[] OfRoles = [typeof(RoleDefined), typeof(RolePermissionsChanged)];

    private readonly DateTimeOffset instant;
    private readonly Dictionary<Guid, Role> roles = [];
    private readonly Dictionary<Guid, (Account Account, IReadOnlyList<Held> Held)> accounts = [];

    private RightsAsOf(DateTimeOffset instant) => this.instant = instant;

    /// <summary>Of one account or of all, as recorded up to <paramref name="at"/> (included) or up to now; whether a grant has ended is told by <paramref name="now"/> then.</summary>
    public static async Task<RightsAsOf> Load(IQuerySession session, Guid? accountId, DateTimeOffset? at, DateTimeOffset now, CancellationToken cancelled)
    {
        var rights = new RightsAsOf(at ?? now);
        foreach (var e in await Events(session, OfRoles, stream: null, at, cancelled))
            rights.roles[e.StreamId] = Role.Evolve(rights.roles.GetValueOrDefault(e.StreamId), e.Data)!;
        foreach (var e in await Events(session, OfAccounts, accountId, at, cancelled))
            rights.Take(e);
        return rights;
    }

    public IEnumerable<Account> Accounts => accounts.Values.Select(x => x.Account);

    /// <summary>The roles that the account held, and what each allowed.</summary>
    public IReadOnlyList<(HeldRole Role, Grant Grant, IReadOnlyList<string> Permissions)> Of(Guid accountId) =>
    [
        .. from held in accounts[accountId].Held
           where held.Grant.IsInForce(instant) && roles.ContainsKey(held.Grant.RoleId)
           select (Shown(held, roles[held.Grant.RoleId]), held.Grant, roles[held.Grant.RoleId].Permissions),
    ];

    private void Take(IEvent e)
    {
        var (before, held) = accounts.GetValueOrDefault(e.StreamId, (null!, []));
        var account = Account.Evolve(before, e.Data)!;
        accounts[e.StreamId] = (account, [.. account.Grants.Select(x => held.FirstOrDefault(y => y.Grant == x) ?? new Held(x, e))]);
    }

    private static HeldRole Shown(Held held, Role role) => new(
        role.Id, role.Name, held.Grant.Scope, held.Grant.BranchId, held.Grant.ExpiresAt, held.By.Timestamp, AccountIn(held.By.UserName),
        AccountIn(held.By.GetHeader("approvedBy")?.ToString()), held.By.Sequence);

    private static Guid? AccountIn(string? id) => Guid.TryParse(id, out var account) && account != Guid.Empty ? account : null;

    private static Task<IReadOnlyList<IEvent>> Events(IQuerySession session, Type[] types, Guid? stream, DateTimeOffset? at, CancellationToken cancelled)
    {
        var events = session.Events.QueryAllRawEvents().Where(x => x.EventTypesAre(types) && x.MaybeArchived());
        if (stream is { } id)
            events = events.Where(x => x.StreamId == id);
        if (at is { } last)
            events = events.Where(x => x.Timestamp <= last);
        return events.OrderBy(x => x.Sequence).ToListAsync(cancelled);
    }

    private sealed record Held(Grant Grant, IEvent By);
}
