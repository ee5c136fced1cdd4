using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Access.Detection;
using CleaningEvents.Projections.Access;
using JasperFx.Events;
using Marten;
using Marten.Events;
using Npgsql;

namespace CleaningEvents.Api.Access.Detection.Outside;

/// <summary>
/// Tells each channel of every alert in the order of the log, one node at a time. The log is the outbox: a channel's position moves on when an
/// alert was taken; until then it is told again, after a pause that doubles.
/// </summary>
public sealed class TellOutside(IDocumentStore store, NpgsqlDataSource database, IEnumerable<IAlertChannel> channels, ILogger<TellOutside> log) : BackgroundService
{
    private const int AtOnce = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!channels.Any())
            return;

        using var regularly = new PeriodicTimer(Pause);
        do
        {
            foreach (var channel in channels)
                try
                {
                    await Tell(channel, stoppingToken);
                }
                catch (Exception e) when (e is NpgsqlException or TimeoutException)
                {
                    log.LogWarning("Alerts for {Channel} wait for the next look: {Exception}.", channel.Name, e.GetType().Name);
                }
        }
        while (await regularly.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Tells one channel of what it does not know yet, unless another node does or it failed a moment ago.</summary>
    public async Task Tell(IAlertChannel channel, CancellationToken cancelled)
    {
        var last = await LogPosition.Of(database, "HighWaterMark", cancelled);
        await using var connection = await database.OpenConnectionAsync(cancelled);
        await using var transaction = await connection.BeginTransactionAsync(cancelled);
        await Run(connection, "insert into public.alert_channel (channel, position) values ($1, $2) on conflict do nothing", cancelled, channel.Name, last);
        if (await Position(connection, channel, cancelled) is not { } position)
            return;

        try
        {
            foreach (var alert in await Since(position, last, cancelled))
            {
                if (alert.Detected.Response is not AlertResponse.None)
                    await channel.Tell(alert, cancelled);
                await Run(connection, "update public.alert_channel set position = $2, failures = 0 where channel = $1", cancelled, channel.Name, alert.Position);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancelled.IsCancellationRequested)
        {
            log.LogWarning("{Channel} took no alert: {Exception}.", channel.Name, e.GetType().Name);
            await Run(
                connection,
                "update public.alert_channel set failures = failures + 1, next_at = now() + interval '1 second' * least(3600, power(2, least(failures, 12))) where channel = $1",
                cancelled, channel.Name);
        }

        await transaction.CommitAsync(cancelled);
    }

    private static async Task<long?> Position(NpgsqlConnection connection, IAlertChannel channel, CancellationToken cancelled)
    {
        await using var command = new NpgsqlCommand(
            "select position from public.alert_channel where channel = $1 and next_at <= now() for update skip locked", connection);
        command.Parameters.Add(new() { Value = channel.Name });
        return await command.ExecuteScalarAsync(cancelled) as long?;
    }

    private async Task<IReadOnlyList<ToldAlert>> Since(long position, long last, CancellationToken cancelled)
    {
        await using var session = store.LightweightSession();
        var found = await session.Events.QueryAllRawEvents()
            .Where(x => x.EventTypesAre(typeof(AccessAnomalyDetected)) && x.Sequence > position && x.Sequence <= last)
            .OrderBy(x => x.Sequence).Take(AtOnce).ToListAsync(cancelled);
        var events = found.OfType<IEvent<AccessAnomalyDetected>>().ToList();
        var accounts = await session.LoadManyAsync<AccountDetails>(cancelled, events.Select(x => x.Data.AccountId).OfType<Guid>().Distinct().ToArray());
        var numbers = accounts.ToDictionary(x => x.Id, x => x.EmployeeNumber);
        return
        [
            .. events.Select(x => new ToldAlert(
                x.Data.AlertId, x.Sequence, x.Data, x.Data.AccountId is { } account ? numbers.GetValueOrDefault(account) : null,
                Explanation.LooksFor(x.Data.Rule)!.En)),
        ];
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancelled, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancelled);
    }
}
