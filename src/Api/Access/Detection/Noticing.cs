using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Access.Detection;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Subscriptions;

namespace CleaningEvents.Api.Access.Detection;

/// <summary>
/// Lets the detectors see every event in the order of the log, on one node at a time, as the daemon keeps its position. A node that takes over
/// reads the last 90 days again without raising anything; what it raises twice has the same id and is recorded once.
/// </summary>
/// <remarks>Source: policy 5.2.</remarks>
public sealed class Noticing : SubscriptionBase
{
    private readonly IServiceProvider services;
    private Watch? watch;
    private long seen;

    /// <remarks>The store makes its subscriptions before it is there itself.</remarks>
    public Noticing(IServiceProvider services) => (this.services, Name) = (services, nameof(Noticing));

    public override async Task<IChangeListener> ProcessEventsAsync(
        EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
    {
        var (reader, alarms) = (services.GetRequiredService<SignalReader>(), services.GetRequiredService<Alarms>());
        var current = watch is not null && seen == page.SequenceFloor
            ? watch
            : await services.GetRequiredService<WatchMemory>().Recall(page.SequenceFloor, cancellationToken);
        // Half a page seen is a page to be seen again.
        watch = null;
        foreach (var alert in See(current, page.Events, await reader.Read(page.Events, cancellationToken)))
            await alarms.Raise(alert, cancellationToken);
        (watch, seen) = (current, page.SequenceCeiling);
        return NullChangeListener.Instance;
    }

    /// <summary>Shows a watch what happened, changes of its own tuning included.</summary>
    public static List<Alert> See(Watch watch, IReadOnlyList<IEvent> events, IReadOnlyList<Signal> signals)
    {
        List<Alert> alerts = [];
        var next = 0;
        foreach (var e in events)
        {
            if (e.Data is DetectorTuned tuned && DetectionRule.Find(tuned.Rule) is { } rule)
                watch.Tune(tuned.Rule, Detector.TuningOf(rule, tuned.Limits, tuned.Response, tuned.IsOn));
            for (; next < signals.Count && signals[next].Position == e.Sequence; next++)
                alerts.AddRange(watch.See(signals[next]));
        }

        return alerts;
    }
}
