using CleaningEvents.Domain;
using Npgsql;

namespace CleaningEvents.Api.Security.Keys;

/// <summary>A key as it is stored.</summary>
/// <param name="Id">What encrypted values name it by.</param>
/// <param name="Scope">What it encrypts.</param>
/// <param name="Wrapped">Null once it was destroyed.</param>
/// <param name="IsNewest">True for the one of its scope that new values are encrypted with.</param>
public sealed record StoredKey(Guid Id, KeyScope Scope, WrappedKey? Wrapped, bool IsNewest);

/// <summary>The keys in their database. It never sees one unwrapped.</summary>
public sealed class SubjectKeyStore(KeysDatabase keys)
{
    /// <summary>What all nodes listen to, to forget what they know.</summary>
    public const string Destroyed = "keys_destroyed";

    // The company's own key encrypts nothing.
    private const string Keys =
        $"""
        select k.key_id, k.subject_id, k.purpose, k.month, k.wrapped, k.wrapping_key, k.wrapped is not null and not exists (
            select from public.subject_key n
            where n.subject_id = k.subject_id and n.purpose = k.purpose and n.month = k.month and n.revision > k.revision and n.wrapped is not null)
        from public.subject_key k where k.purpose <> '{BlindingKey.Purpose}' and
        """;

    private const string InScopes =
        "(k.subject_id, k.purpose, k.month) in (select * from unnest($1::uuid[], $2::text[], $3::text[]))";

    private const string InsertDrafts =
        """
        insert into public.subject_key (key_id, subject_id, purpose, month, revision, wrapped, wrapping_key)
        select d.key_id, d.subject_id, d.purpose, d.month,
            (select coalesce(max(k.revision), 0) + 1 from public.subject_key k where k.subject_id = d.subject_id and k.purpose = d.purpose and k.month = d.month),
            d.wrapped, d.wrapping_key
        from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::bytea[], $6::text[]) d(subject_id, purpose, month, key_id, wrapped, wrapping_key)
        """;

    private const string LiveKey =
        "(select from public.subject_key k where k.subject_id = d.subject_id and k.purpose = d.purpose and k.month = d.month and k.wrapped is not null)";

    // One order for everybody, so that nobody waits for each other.
    private const string LockSubjects =
        "select pg_advisory_xact_lock(x.number) from (select distinct hashtextextended(s::text, 0) number from unnest($1::uuid[]) s order by 1) x";

    /// <summary>The key, unless it is not known here, and up to so many of subjects that come next.</summary>
    public Task<IReadOnlyList<StoredKey>> Find(Guid keyId, int neighbours, CancellationToken cancelled) => Read(
        $"""
        {Keys} k.key_id = $1
        union all ({Keys} k.key_id <> $1 and k.subject_id >= (select subject_id from public.subject_key where key_id = $1) order by k.subject_id limit $2)
        """, [keyId, neighbours], cancelled);

    /// <summary>The newest keys of <paramref name="scopes"/> as far as there are any, and up to so many of subjects that come next to the first.</summary>
    public Task<IReadOnlyList<StoredKey>> Find(KeyScope[] scopes, int neighbours, CancellationToken cancelled) => Read(
        $"""
        {Keys} k.wrapped is not null and {InScopes}
        union all ({Keys} k.wrapped is not null and k.subject_id >= $4 order by k.subject_id limit $5)
        """, [.. Columns(scopes), scopes[0].SubjectId, neighbours], cancelled);

    /// <summary>The newest keys of the scopes of <paramref name="drafts"/>: those drafts, or what somebody else made a moment before.</summary>
    /// <exception cref="SubjectErasedException"/>
    public async Task<IReadOnlyList<StoredKey>> Create(StoredKey[] drafts, CancellationToken cancelled)
    {
        var scopes = Columns([.. drafts.Select(x => x.Scope)]);
        await using var connection = await keys.Source.OpenConnectionAsync(cancelled);
        // One round trip and, without a commit in between, one transaction; each statement sees what was committed before it began.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Command(LockSubjects, scopes[0]),
                Command(
                    $"""
                    {InsertDrafts} where not exists {LiveKey}
                    and not exists (select from public.erased_subject e where e.subject_id = d.subject_id and e.reauthorised_at is null)
                    """, [.. scopes, .. Values(drafts)]),
                Command($"select * from ({Keys} {InScopes}) x(a, b, c, d, e, f, is_newest) where is_newest", scopes),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancelled);
        await reader.NextResultAsync(cancelled);
        var stored = await Rows(reader, cancelled);
        return stored.Count == drafts.Length ? stored : throw new SubjectErasedException();
    }

    /// <summary>
    /// Destroys every key of <paramref name="subjects"/>, on all nodes at once, and lets nobody make another.
    /// A subject whose newest tombstone is <paramref name="tombstone"/> or greater stays as it is.
    /// </summary>
    public Task<int> Destroy(IReadOnlyCollection<Guid> subjects, long tombstone, CancellationToken cancelled) => Change(
        cancelled,
        Command(LockSubjects, [subjects.ToArray()]),
        Command(
            """
            with due as (
                insert into public.erased_subject as e (subject_id, tombstone) select distinct s, $2 from unnest($1::uuid[]) s where s <> $3
                on conflict (subject_id) do update set erased_at = now(), tombstone = excluded.tombstone, reauthorised_at = null
                where e.tombstone < excluded.tombstone
                returning subject_id)
            update public.subject_key k set wrapped = null, wrapping_key = null, destroyed_at = now()
            from due where k.subject_id = due.subject_id and k.wrapped is not null
            """, [subjects.ToArray(), tombstone, BlindingKey.Subject]),
        Command($"notify {Destroyed}"));

    /// <summary>Destroys the keys of a purpose for all months before <paramref name="month"/> (<c>yyyy-MM</c>) and tells how many.</summary>
    public Task<int> DestroyMonths(Purpose purpose, string month, CancellationToken cancelled) => Change(
        cancelled,
        // Nobody makes or finds a key of an old month meanwhile.
        Command("lock table public.subject_key in share row exclusive mode"),
        Command(
            """
            update public.subject_key set wrapped = null, wrapping_key = null, destroyed_at = now()
            where purpose = $1 and month <> '' and month collate "C" < $2 and wrapped is not null
            """, [purpose.ToString(), month]),
        Command($"notify {Destroyed}"));

    /// <summary>Allows new keys for a subject that was erased; what was destroyed stays so. False when it was not erased.</summary>
    public async Task<bool> Reauthorise(Guid subject, CancellationToken cancelled) => await Change(
        cancelled, Command("update public.erased_subject set reauthorised_at = now() where subject_id = $1 and reauthorised_at is null", [subject])) > 0;

    /// <summary>How many keys of <paramref name="subjects"/> were destroyed so far.</summary>
    public async Task<int> CountDestroyed(Guid[] subjects, CancellationToken cancelled)
    {
        await using var command = keys.Source.CreateCommand("select count(*)::int from public.subject_key where subject_id = any($1) and wrapped is null");
        Add(command.Parameters, [subjects]);
        return (int)(await command.ExecuteScalarAsync(cancelled))!;
    }

    /// <summary>Whether each of <paramref name="subjects"/> is known to be erased by the tombstone named with it, or a later one.</summary>
    public async Task<bool> KnowTombstones((Guid Subject, long Tombstone)[] subjects, CancellationToken cancelled)
    {
        await using var command = keys.Source.CreateCommand(
            """
            select not exists (
                select from unnest($1::uuid[], $2::bigint[]) t(subject_id, tombstone)
                where not exists (select from public.erased_subject e where e.subject_id = t.subject_id and e.tombstone >= t.tombstone))
            """);
        Add(command.Parameters, [subjects.Select(x => x.Subject).ToArray(), subjects.Select(x => x.Tombstone).ToArray()]);
        return (bool)(await command.ExecuteScalarAsync(cancelled))!;
    }

    /// <summary>The newest keys of all that is kept about a subject.</summary>
    public async Task<IReadOnlyList<StoredKey>> Newest(Guid subject, CancellationToken cancelled) =>
        [.. (await Read($"{Keys} k.subject_id = $1 and k.wrapped is not null", [subject], cancelled)).Where(x => x.IsNewest)];

    /// <summary>Adds <paramref name="drafts"/> as the newest of their scopes, except where all keys were destroyed meanwhile.</summary>
    public Task<int> Revise(StoredKey[] drafts, CancellationToken cancelled)
    {
        var scopes = Columns([.. drafts.Select(x => x.Scope)]);
        return Change(
            cancelled,
            Command(LockSubjects, scopes[0]),
            Command($"{InsertDrafts} where exists {LiveKey}", [.. scopes, .. Values(drafts)]));
    }

    /// <summary>Up to <paramref name="most"/> keys that another wrapping key than <paramref name="current"/> holds.</summary>
    public async Task<IReadOnlyList<(Guid Id, WrappedKey Wrapped)>> WrappedOtherwise(string current, int most, CancellationToken cancelled)
    {
        await using var command = keys.Source.CreateCommand(
            """
            (select key_id, wrapped, wrapping_key from public.subject_key where wrapped is not null and wrapping_key < $1 limit $2)
            union all (select key_id, wrapped, wrapping_key from public.subject_key where wrapped is not null and wrapping_key > $1 limit $2)
            limit $2
            """);
        Add(command.Parameters, [current, most]);
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        List<(Guid, WrappedKey)> found = [];
        while (await reader.ReadAsync(cancelled))
            found.Add((reader.GetGuid(0), new WrappedKey(reader.GetString(2), reader.GetFieldValue<byte[]>(1))));
        return found;
    }

    /// <summary>Stores keys as they are wrapped now, except those destroyed meanwhile.</summary>
    public Task<int> Rewrap(IReadOnlyCollection<(Guid Id, WrappedKey Wrapped)> rewrapped, CancellationToken cancelled) => Change(
        cancelled,
        Command(
            """
            update public.subject_key k set wrapped = n.wrapped, wrapping_key = n.wrapping_key
            from unnest($1::uuid[], $2::bytea[], $3::text[]) n(key_id, wrapped, wrapping_key) where k.key_id = n.key_id and k.wrapped is not null
            """,
            [rewrapped.Select(x => x.Id).ToArray(), rewrapped.Select(x => x.Wrapped.Bytes).ToArray(), rewrapped.Select(x => x.Wrapped.WrappingKey).ToArray()]));

    private static object[] Columns(KeyScope[] scopes) =>
        [scopes.Select(x => x.SubjectId).ToArray(), scopes.Select(x => x.Purpose.ToString()).ToArray(), scopes.Select(x => x.Month).ToArray()];

    private static object[] Values(StoredKey[] drafts) =>
        [drafts.Select(x => x.Id).ToArray(), drafts.Select(x => x.Wrapped!.Bytes).ToArray(), drafts.Select(x => x.Wrapped!.WrappingKey).ToArray()];

    private static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        Add(command.Parameters, values);
        return command;
    }

    private static void Add(NpgsqlParameterCollection parameters, object[] values)
    {
        foreach (var value in values)
            parameters.Add(new() { Value = value });
    }

    /// <summary>Runs all of <paramref name="commands"/> or none and tells how many rows they changed.</summary>
    private async Task<int> Change(CancellationToken cancelled, params NpgsqlBatchCommand[] commands)
    {
        await using var connection = await keys.Source.OpenConnectionAsync(cancelled);
        await using var transaction = await connection.BeginTransactionAsync(cancelled);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        var count = await batch.ExecuteNonQueryAsync(cancelled);
        await transaction.CommitAsync(cancelled);
        return count;
    }

    private async Task<IReadOnlyList<StoredKey>> Read(string sql, object[] values, CancellationToken cancelled)
    {
        await using var command = keys.Source.CreateCommand(sql);
        Add(command.Parameters, values);
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        return await Rows(reader, cancelled);
    }

    private static async Task<IReadOnlyList<StoredKey>> Rows(NpgsqlDataReader reader, CancellationToken cancelled)
    {
        List<StoredKey> found = [];
        while (await reader.ReadAsync(cancelled))
            found.Add(new StoredKey(
                reader.GetGuid(0), new KeyScope(reader.GetGuid(1), Enum.Parse<Purpose>(reader.GetString(2)), reader.GetString(3)),
                reader.IsDBNull(4) ? null : new WrappedKey(reader.GetString(5), reader.GetFieldValue<byte[]>(4)), reader.GetBoolean(6)));
        return found;
    }
}
