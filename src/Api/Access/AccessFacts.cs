using CleaningEvents.Api.Http;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Access;

/// <summary>Finds what keeps duties apart, and makes sure that it still holds when the command ends.</summary>
public static class AccessFacts
{
    // Any number will do, as long as every node asks for the same.
    private const long DutiesLock = 7_205_910_448;

    /// <summary>Opens an account with what the position gives.</summary>
    public static async Task<Decision> Hire(this Facts facts, Account? account, AccountOpened wanted)
    {
        var position = await facts.The<Position>(wanted.PositionId);
        var claims = await facts.Claims((UniqueKind.EmployeeNumber, wanted.EmployeeNumber), (UniqueKind.Identity, wanted.IdentityNumber));
        return Account.Open(account, wanted, position, await facts.Separation(position.Roles.Select(x => x.RoleId)), claims);
    }

    /// <summary>The rules, and what the roles allow; neither changes until the command ends. Grants to others go on meanwhile.</summary>
    public static async Task<Separation> Separation(this Facts facts, IEnumerable<Guid> roleIds)
    {
        await facts.Lock("pg_advisory_xact_lock_shared");
        var allowed = await facts.Read(
            "select role_id, permission from access.role_permission where role_id = any($1)",
            x => (RoleId: x.GetGuid(0), Permission: x.GetString(1)), roleIds.Distinct().ToArray());
        return new Separation(
            await facts.Rules(),
            allowed.GroupBy(x => x.RoleId).ToDictionary(x => x.Key, x => (IReadOnlyList<string>)[.. x.Select(y => y.Permission)]));
    }

    /// <summary>Everybody who holds the role, and the rules; nothing is granted to anybody until the command ends.</summary>
    public static async Task<(IReadOnlyList<Holder> Holders, IReadOnlyList<SegregationRule> Rules)> Holders(this Facts facts, Guid roleId)
    {
        await facts.Lock("pg_advisory_xact_lock");
        var holders = await facts.Read(
            """
            select account_id, array(select distinct permission from access.account_permission o
                where o.account_id = h.account_id and o.role_id <> h.role_id and o.expires_at > $2)
            from (select distinct account_id, role_id from access.held_role where role_id = $1 and expires_at > $2) as h
            """,
            x => new Holder(x.GetGuid(0), x.GetFieldValue<string[]>(1)), roleId, facts.Now);
        return (holders, await facts.Rules());
    }

    /// <summary>What every account may do; nothing is granted to anybody until the command ends.</summary>
    public static async Task<IReadOnlyDictionary<Guid, IReadOnlyCollection<string>>> HeldByAll(this Facts facts)
    {
        await facts.Lock("pg_advisory_xact_lock");
        var held = await facts.Read(
            "select account_id, array_agg(distinct permission) from access.account_permission where expires_at > $1 group by account_id",
            x => (AccountId: x.GetGuid(0), Permissions: x.GetFieldValue<string[]>(1)), facts.Now);
        return held.ToDictionary(x => x.AccountId, x => (IReadOnlyCollection<string>)x.Permissions);
    }

    /// <summary>Whether any of those who decide holds the position.</summary>
    public static async Task<bool> IsHeldByDeciders(this Facts facts, Guid positionId) =>
        (await facts.Session.LoadManyAsync<AccountDetails>(facts.Cancelled, facts.Deciders)).Any(x => x.PositionId == positionId);

    private static async Task<IReadOnlyList<SegregationRule>> Rules(this Facts facts) =>
    [
        .. (await facts.Session.Query<SegregationRuleDetails>().Where(x => x.IsInForce).OrderBy(x => x.Id).ToListAsync(facts.Cancelled))
            .Select(x => new SegregationRule(x.Id, x.Name, x.Duties, x.IsInForce)),
    ];

    private static async Task Lock(this Facts facts, string function)
    {
        await facts.Session.BeginTransactionAsync(facts.Cancelled);
        await facts.Read($"select {function}($1)", _ => 0, DutiesLock);
    }

    private static async Task<IReadOnlyList<T>> Read<T>(this Facts facts, string sql, Func<System.Data.Common.DbDataReader, T> row, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await using var reader = await facts.Session.ExecuteReaderAsync(command, facts.Cancelled);
        List<T> rows = [];
        while (await reader.ReadAsync(facts.Cancelled))
            rows.Add(row(reader));
        return rows;
    }
}
