using Npgsql;

namespace CleaningEvents.Tests.Hostile;

/// <summary>How much the database holds: every row of the event log, of a receipt and of an inline read model that ever changed counts.</summary>
/// <param name="Position">The highest position in the log.</param>
/// <param name="Appended">Events appended since the watch began.</param>
/// <param name="Changed">Rows changed since the watch began, events too.</param>
/// <param name="Last">Where the last row changed.</param>
public readonly record struct Ledger(long Position, long Appended, long Changed, string Last);

/// <summary>
/// Notes every changed row beside the change, in its transaction, for as long as it lasts. The placeholders that the event store
/// puts where a failed transaction left a hole in the numbers are no events, nor are traces: that somebody looked, used a permission, was denied or
/// gave a wrong password, and what a detector makes of it, changes nothing of what was asked for; nor does what becomes due by the clock.
/// </summary>
public sealed class Watch(NpgsqlDataSource database) : IAsyncDisposable
{
    /// <summary>The inline read models and the tables of the same transaction; async read models move by themselves.</summary>
    private const string Watched =
        "table_schema = 'public' and table_name ~ '^(mt_events|mt_streams|unique_claim|blind_index|command_receipt|mt_doc_.*details)$' or table_name = 'cleaner_booking'";

    private const string Traces =
        "'tombstone', 'record_accessed', 'permission_used', 'sign_in_recorded', 'request_denied', 'access_anomaly_detected', 'misuse_case', "
        + "'training', 'training_assigned', 'certificate_expired'";

    public static async Task<Watch> Begin(NpgsqlDataSource database)
    {
        var watch = new Watch(database);
        await watch.Do(
            $"""
            create schema watch;
            create table watch.changed (id bigint generated always as identity primary key, relation text not null);
            create table watch.appended (id bigint generated always as identity primary key);
            create function watch.note() returns trigger language plpgsql as $$ begin
                if tg_table_name in ('mt_events', 'mt_streams') and coalesce(to_jsonb(new) ->> 'type', 'tombstone') in ({Traces}) then return null; end if;
                if tg_table_name in ('mt_doc_misusecasedetails', 'mt_doc_trainingdetails') or to_jsonb(new) ->> 'actor' = '{Guid.Empty}' then return null; end if;
                insert into watch.changed (relation) values (tg_table_name);
                if tg_table_name = 'mt_events' then insert into watch.appended default values; end if;
                return null;
            end $$;
            do $$ declare t record; begin
                for t in select table_schema, table_name from information_schema.tables where {Watched} loop
                    execute format('create trigger hostile_watch after insert or update or delete on %I.%I for each row execute function watch.note()', t.table_schema, t.table_name);
                end loop;
            end $$;
            """);
        return watch;
    }

    public async Task<Ledger> Now()
    {
        await using var command = database.CreateCommand(
            $"""
            select (select coalesce(max(seq_id), 0) from public.mt_events where type not in ({Traces})), (select coalesce(max(id), 0) from watch.appended),
                   (select coalesce(max(id), 0) from watch.changed), (select coalesce(max(relation), '') from watch.changed where id = (select max(id) from watch.changed))
            """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.ReadAsync(TestContext.Current.CancellationToken);
        return new Ledger(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetString(3));
    }

    public async ValueTask DisposeAsync() => await Do("drop schema watch cascade");

    /// <summary>Again where those who note in the background were in the way.</summary>
    private async Task Do(string sql)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                await using var command = database.CreateCommand(sql);
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
                return;
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DeadlockDetected && attempt < 5)
            {
            }
    }
}
