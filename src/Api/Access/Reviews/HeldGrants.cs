using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using JasperFx.Events;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace CleaningEvents.Api.Access.Reviews;

/// <summary>A grant as it is held now.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Grant">What is held.</param>
/// <param name="Role">What it allows.</param>
/// <param name="GrantedBy">Who gave it; the empty id for the installation, null where nobody was recorded.</param>
/// <param name="GrantedAt">When that was recorded.</param>
/// <param name="Uses">On which days (UTC) the holder last used the permissions of the role; those never used are left out.</param>
public sealed record HeldGrant(
    AccountDetails Account, Grant Grant, RoleDetails Role, Guid? GrantedBy, DateTimeOffset GrantedAt, IReadOnlyDictionary<string, DateOnly> Uses)
{
    /// <summary>The branch that the grant is about; null for the company and the head office.</summary>
    public Guid? BranchId => Grant.BranchId ?? Account.BranchId;

    public DateOnly? LastUsedOn => Uses.Count is 0 ? null : Uses.Values.Max();

    /// <summary>The permissions that were not used on <paramref name="day"/> or later.</summary>
    public IReadOnlyList<string> UnusedSince(DateOnly day) => [.. Role.Permissions.Where(x => !(Uses.TryGetValue(x, out var last) && last >= day))];
}

/// <summary>Finds out where the grants of accounts came from, and what use was made of them.</summary>
public sealed class HeldGrants(IQuerySession session, NpgsqlDataSource database, DateTimeOffset now, CancellationToken cancelled)
{
    public static HeldGrants For(Facts facts) => new(facts.Session, facts.Database, facts.Now, facts.Cancelled);

    /// <summary>Every grant in force of <paramref name="accounts"/>.</summary>
    public async Task<IReadOnlyList<HeldGrant>> Of(IReadOnlyList<AccountDetails> accounts)
    {
        Guid[] ids = [.. accounts.Select(x => x.Id)];
        var roles = (await session.LoadManyAsync<RoleDetails>(cancelled, accounts.SelectMany(x => x.Grants).Select(x => x.RoleId).Distinct().ToArray())).ToDictionary(x => x.Id);
        var history = (await session.Events.QueryAllRawEvents().Where(x => x.StreamId.IsOneOf(ids)).ToListAsync(cancelled)).ToLookup(x => x.StreamId);
        var uses = await Uses(ids);
        return
        [
            .. from account in accounts
               let origins = Origins(history[account.Id].OrderBy(x => x.Version))
               from grant in account.Grants
               where (grant.ExpiresAt is null || grant.ExpiresAt > now) && origins.ContainsKey(grant) && roles.ContainsKey(grant.RoleId)
               let role = roles[grant.RoleId]
               select new HeldGrant(account, grant, role, origins[grant].By, origins[grant].At,
                   uses[account.Id].Where(x => role.Permissions.Contains(x.Permission)).ToDictionary(x => x.Permission, x => x.Day)),
        ];
    }

    /// <summary>By whom and when each grant came that the account holds after its history.</summary>
    private static Dictionary<Grant, (Guid? By, DateTimeOffset At)> Origins(IEnumerable<IEvent> history)
    {
        Account? account = null;
        Dictionary<Grant, (Guid?, DateTimeOffset)> origins = [];
        foreach (var e in history)
        {
            var after = Account.Evolve(account, e.Data);
            foreach (var gained in (after?.Grants ?? []).Except(account?.Grants ?? []))
                origins[gained] = (Guid.TryParse(e.UserName, out var by) ? by : null, e.Timestamp.ToUniversalTime());
            account = after;
        }

        return origins;
    }

    private async Task<ILookup<Guid, (string Permission, DateOnly Day)>> Uses(Guid[] accounts)
    {
        await using var command = database.CreateCommand("select account_id, permission, last_used_on from access.permission_use where account_id = any($1)");
        command.Parameters.Add(new() { Value = accounts, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        List<(Guid AccountId, string Permission, DateOnly Day)> uses = [];
        while (await reader.ReadAsync(cancelled))
            uses.Add((reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<DateOnly>(2)));
        return uses.ToLookup(x => x.AccountId, x => (x.Permission, x.Day));
    }
}
