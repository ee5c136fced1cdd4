using System.ComponentModel;
using CleaningEvents.Api.Access.Detection;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Access.Detection;
using CleaningEvents.Projections.Access;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <summary>One detector and how it is set.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="LooksFor">What it looks for.</param>
/// <param name="Origin">Where its usual numbers come from.</param>
/// <param name="Limits">Its numbers.</param>
/// <param name="Response">What happens beside the case that begins.</param>
/// <param name="IsActive">Whether it looks.</param>
/// <param name="WhyNot">Why it does not look: <c>switched-off</c>, or <c>no-geo-file</c>; null while it does.</param>
/// <param name="Alerts">How many alerts it raised in the last 30 days.</param>
/// <param name="Version">How often it was tuned.</param>
public sealed record DetectorView(
    [Plain(DataClass.Internal, "A word from a list.")] string Rule,
    Bilingual LooksFor,
    [Plain(DataClass.Internal, "About a rule, not a person.")] string Origin,
    IReadOnlyList<LimitView> Limits, AlertResponse Response, bool IsActive,
    [Plain(DataClass.Internal, "A word from a list.")] string? WhyNot,
    long Alerts, int Version);

/// <summary>A number of a detector: what it is now, what it usually is and the most that it may be.</summary>
public sealed record LimitView([Plain(DataClass.Internal, "A word from a list.")] string Name, double Value, double Usual, double Most);

public static class GetDetectorEndpoint
{
    /// <summary>Reads one detector.</summary>
    [WolverineGet("/api/access/detectors/{rule}"), Permission(Permission.ReadDetectors)]
    [ProducesResponseType<DetectorView>(StatusCodes.Status200OK)]
    public static async Task<IResult> Get([Description("Id of the detector, such as R2.")] string rule, Reads reads, Origins origins) =>
        (await DetectorViews.All(reads, origins)).FirstOrDefault(x => x.Rule == rule) is { } found
            ? new Versioned<DetectorView>(found, found.Version, position: null)
            : Problems.NotFound();
}

public static class ListDetectorsEndpoint
{
    /// <summary>Lists every detector: what it looks for, by which numbers, whether it looks, and what it found of late.</summary>
    [WolverineGet("/api/access/detectors"), Permission(Permission.ReadDetectors)]
    [ProducesResponseType<IReadOnlyList<DetectorView>>(StatusCodes.Status200OK)]
    public static async Task<IResult> Get(Reads reads, Origins origins) => Results.Ok(await DetectorViews.All(reads, origins));
}

/// <summary>Every rule as it is set now.</summary>
public static class DetectorViews
{
    public static async Task<IReadOnlyList<DetectorView>> All(Reads reads, Origins origins)
    {
        await using var session = reads.Session();
        var tuned = (await Marten.QueryableExtensions.ToListAsync(session.Query<DetectorDetails>(), reads.Cancelled)).ToDictionary(x => x.Rule);
        var alerts = await AlertsOfLate(reads.Database, reads.Cancelled);
        return [.. DetectionRule.All.Select(x => Show(x, tuned.GetValueOrDefault(x.Id), alerts.GetValueOrDefault(x.Id), origins.KnowsPlaces))];
    }

    private static DetectorView Show(DetectionRule rule, DetectorDetails? tuned, long alerts, bool knowsPlaces)
    {
        var tuning = tuned is null ? rule.Usual : Detector.TuningOf(rule, tuned.Limits, tuned.Response, tuned.IsOn);
        var whyNot = !tuning.IsOn ? "switched-off" : rule.NeedsPlaces && !knowsPlaces ? "no-geo-file" : null;
        return new DetectorView(
            rule.Id, Explanation.LooksFor(rule.Id)!, rule.Origin, [.. rule.Limits.Select(x => new LimitView(x.Name, tuning[x.Name], x.Usual, x.Most))],
            tuning.Response, whyNot is null, whyNot, alerts, tuned?.Version ?? 0);
    }

    private static async Task<Dictionary<string, long>> AlertsOfLate(NpgsqlDataSource database, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand(
            "select data ->> 'rule', count(*) from public.mt_events where type = 'access_anomaly_detected' and timestamp > now() - interval '30 days' group by 1");
        await using var rows = await command.ExecuteReaderAsync(cancelled);
        Dictionary<string, long> found = [];
        while (await rows.ReadAsync(cancelled))
            found[rows.GetString(0)] = rows.GetInt64(1);
        return found;
    }
}
