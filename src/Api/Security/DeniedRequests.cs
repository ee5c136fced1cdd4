using System.Collections.Concurrent;
using System.Diagnostics;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain.Access;
using JasperFx;
using Marten;
using Marten.Exceptions;
using Npgsql;

namespace CleaningEvents.Api.Security;

/// <summary>
/// Counts requests that were turned away, and records them once a minute: for each account and kind of answer one event, of strangers only how
/// many. A request waits for nothing; a crash loses at most a minute of this node's counts.
/// </summary>
/// <remarks>Source: policy 5.2.</remarks>
public sealed class DeniedRequests(IDocumentStore store, NpgsqlDataSource database, Signatures signatures, ILogger<DeniedRequests> log) : BackgroundService
{
    private const int MostAccounts = 10_000;

    /// <summary>Answers to who lacks a right, asks for what is not there, or tries what no front end would send.</summary>
    private static readonly int[] Told =
    [
        StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound,
        StatusCodes.Status422UnprocessableEntity, StatusCodes.Status429TooManyRequests,
    ];

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private ConcurrentDictionary<(Guid AccountId, int Status), Tally> tallies = [];
    private long strangers;

    /// <summary>Counts each answer of the API that turned its caller away, in whatever part of the program it was made.</summary>
    public static async Task Watch(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Request.Path.StartsWithSegments("/api"))
            http.RequestServices.GetRequiredService<DeniedRequests>().Note(http, Guid.TryParse(http.User.FindFirst("sub")?.Value, out var accountId) ? accountId : null);
    }

    /// <summary>Records what was counted since the last time.</summary>
    public async Task Record(CancellationToken cancelled)
    {
        foreach (var ((accountId, status), tally) in Interlocked.Exchange(ref tallies, []))
            await Record(accountId, tally.Take(accountId, status), cancelled);
        if (Interlocked.Exchange(ref strangers, 0) is > 0 and var attempts)
            await Count(attempts, cancelled);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Try(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var regularly = new PeriodicTimer(Pause);
        while (await regularly.WaitForNextTickAsync(stoppingToken))
            await Try(stoppingToken);
    }

    private void Note(HttpContext http, Guid? accountId)
    {
        var status = http.Response.StatusCode;
        if (!Told.Contains(status))
            return;

        var known = tallies;
        if (accountId is { } id && (known.Count < MostAccounts || known.ContainsKey((id, status))))
            known.GetOrAdd((id, status), _ => new Tally()).Add(http);
        else
            Interlocked.Increment(ref strangers);
    }

    private async Task Try(CancellationToken cancelled)
    {
        try
        {
            await Record(cancelled);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning("Some denied requests are not on record: {Exception}.", e.GetType().Name);
        }
    }

    private async Task Record(Guid accountId, (RequestDenied Denied, string? Address) counted, CancellationToken cancelled)
    {
        var context = new CommandContext(
            new Actor(accountId, CleanerId: null, [], new Dictionary<string, Reach>()), Permission: "", Guid.CreateVersion7().ToString(), Fingerprint: [], IfMatch: "*", "api",
            counted.Address, Activity.Current?.TraceId.ToString(), cancelled, counted.Denied.SessionId);
        for (var attempt = 1; ; attempt++)
            try
            {
                await using var session = store.LightweightSession();
                await signatures.Sign(session, context);
                session.Events.Append(counted.Denied.DenialsId, counted.Denied);
                await session.SaveChangesAsync(cancelled);
                return;
            }
            catch (SubjectErasedException)
            {
                // Who was erased is a stranger.
                await Count(counted.Denied.Count, cancelled);
                return;
            }
            catch (Exception e) when (attempt < 5 && e is ConcurrencyException or MartenCommandException or ExistingStreamIdCollisionException)
            {
                // Another node began the day's stream at the same moment.
            }
    }

    private async Task Count(long attempts, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            """
            insert into auth.unknown_request as known (day, requests) values ((now() at time zone 'UTC')::date, $1)
            on conflict (day) do update set requests = known.requests + $1
            """);
        command.Parameters.Add(new() { Value = attempts });
        await command.ExecuteNonQueryAsync(cancelled);
    }

    /// <summary>Denials of one account and kind; bounded.</summary>
    private sealed class Tally
    {
        private readonly HashSet<Guid> records = [];
        private readonly HashSet<string> routes = [];
        private int count;
        private Guid? session;
        private string? address;

        public void Add(HttpContext http)
        {
            lock (records)
            {
                count++;
                (session, address) = (SignedIn.Of(http).SessionId ?? session, http.Connection.RemoteIpAddress?.ToString() ?? address);
                foreach (var value in http.Request.RouteValues.Values)
                    if (records.Count < Denials.MostOfEach && Guid.TryParse(value?.ToString(), out var id))
                        records.Add(id);
                if (routes.Count < Denials.MostOfEach && http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
                    routes.Add(route);
            }
        }

        public (RequestDenied Denied, string? Address) Take(Guid accountId, int status)
        {
            lock (records)
                return (new RequestDenied(Denials.StreamOf(accountId, TimeProvider.System.GetUtcNow()), accountId, status, count, [.. records], [.. routes], session), address);
        }
    }
}
