using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Access.Detection;
using CleaningEvents.Projections.Access;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Access.Detection;

/// <summary>Brings a watch to what it would know had it seen the whole log.</summary>
public sealed class WatchMemory(IDocumentStore store, NpgsqlDataSource database, SignalReader reader)
{
    private const int PageSize = 1_000;

    /// <summary>A watch that has seen the log up to <paramref name="position"/>, that included.</summary>
    public async Task<Watch> Recall(long position, CancellationToken cancelled)
    {
        var watch = new Watch();
        if (position is 0)
            return watch;

        await using var session = store.LightweightSession();
        var since = TimeProvider.System.GetUtcNow() - Habits.Kept;
        await RecallOlder(watch, session, position, since, cancelled);
        for (var last = 0L; ;)
        {
            var after = last;
            var events = await session.Events.QueryAllRawEvents().Where(x => x.Sequence > after && x.Sequence <= position && x.Timestamp >= since)
                .OrderBy(x => x.Sequence).Take(PageSize).ToListAsync(cancelled);
            if (events is [])
                return watch;

            Noticing.See(watch, events, await reader.Read(events, cancelled));
            last = events[^1].Sequence;
        }
    }

    /// <summary>What still counts of older days: tuning, canaries, who is shut out and when each account was at work last.</summary>
    private async Task RecallOlder(Watch watch, IDocumentSession session, long position, DateTimeOffset since, CancellationToken cancelled)
    {
        foreach (var tuned in await session.Query<DetectorDetails>().ToListAsync(cancelled))
            if (DetectionRule.Find(tuned.Rule) is { } rule)
                watch.Tune(tuned.Rule, Detector.TuningOf(rule, tuned.Limits, tuned.Response, tuned.IsOn));
        foreach (var canary in await session.Query<CanaryDetails>().Where(x => x.IsPlaced).ToListAsync(cancelled))
            watch.See(new Signal(0, since, SignalKind.Baited, AccountId: null) { Records = [canary.RecordId] });
        foreach (var (accountId, at, isOpen) in await Accounts(position, since, cancelled))
        {
            if (at is { } last)
                watch.See(new Signal(0, last, SignalKind.Acted, accountId));
            if (!isOpen)
                watch.See(new Signal(0, since, SignalKind.Shut, AccountId: null) { Target = accountId });
        }
    }

    private async Task<List<(Guid AccountId, DateTimeOffset? LastAt, bool IsOpen)>> Accounts(long position, DateTimeOffset since, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            """
            select a.id, (select timestamp from public.mt_events where user_name = a.id::text and seq_id <= $1 and timestamp < $2 and type <> 'tombstone' order by seq_id desc limit 1),
                   a.data ->> 'status' = 'Open' from public.mt_doc_accountdetails a
            """);
        command.Parameters.Add(new() { Value = position });
        command.Parameters.Add(new() { Value = since });
        await using var rows = await command.ExecuteReaderAsync(cancelled);
        List<(Guid, DateTimeOffset?, bool)> found = [];
        while (await rows.ReadAsync(cancelled))
            found.Add((rows.GetGuid(0), rows.IsDBNull(1) ? null : rows.GetFieldValue<DateTimeOffset>(1), rows.GetBoolean(2)));
        return [.. found.OrderBy(x => x.Item2)];
    }
}
