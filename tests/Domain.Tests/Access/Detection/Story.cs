using CleaningEvents.Domain.Access.Detection;
using static CleaningEvents.Domain.Tests.Example;

namespace CleaningEvents.Domain.Tests.Access.Detection;

/// <summary>Signals one after the other, from Monday 2 March 2026, 10 o'clock, and what the detectors find in them.</summary>
internal sealed class Story
{
    public static readonly Guid Ana = Number(101);
    public static readonly Guid Bob = Number(102);
    public static readonly Guid Desk = Number(103);
    public static readonly Guid Home = Number(104);
    public static readonly Guid Session = Number(105);

    private readonly Watch watch = new();
    private readonly List<Alert> alerts = [];
    private long position;

    public DateTimeOffset Now { get; private set; } = new(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(1));

    public IEnumerable<Alert> Found(string rule) => alerts.Where(x => x.Rule == rule);

    public Story Wait(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public Story Minutes(double minutes) => Wait(TimeSpan.FromMinutes(minutes));

    public Story Seconds(double seconds) => Wait(TimeSpan.FromSeconds(seconds));

    public Story Days(double days) => Wait(TimeSpan.FromDays(days));

    public Story Tune(string rule, params (string Name, double Value)[] limits)
    {
        var usual = DetectionRule.Find(rule)!.Usual;
        watch.Tune(rule, usual with { Limits = usual.Limits.ToDictionary(x => x.Key, x => limits.Where(y => y.Name == x.Key).Select(y => y.Value).LastOrDefault(x.Value)) });
        return this;
    }

    public Story Off(string rule)
    {
        watch.Tune(rule, DetectionRule.Find(rule)!.Usual with { IsOn = false });
        return this;
    }

    /// <summary>Something happens now, by Ana unless said otherwise.</summary>
    public Story See(SignalKind kind, Func<Signal, Signal>? with = null)
    {
        var signal = new Signal(++position, Now, kind, Ana) { SessionId = Session, OriginId = Desk };
        alerts.AddRange(watch.See(with?.Invoke(signal) ?? signal));
        return this;
    }

    /// <summary>Something happens <paramref name="times"/> times, each <paramref name="apart"/> after the last.</summary>
    public Story Repeat(int times, TimeSpan apart, Action<Story, int> what)
    {
        for (var i = 0; i < times; i++)
        {
            what(this, i);
            Wait(apart);
        }

        return this;
    }

    public Story Open(int record, Func<Signal, Signal>? with = null) => See(SignalKind.Opened, x => (with?.Invoke(x) ?? x) with { Records = [Record(record)] });

    public Story Fail(Guid account, Guid origin) => See(SignalKind.WrongSecret, x => x with { AccountId = account, OriginId = origin, SessionId = null });

    public Story SignIn(Guid origin, Guid? device = null, Place? place = null) =>
        See(SignalKind.SignedIn, x => x with { OriginId = origin, DeviceId = device, Place = place });

    /// <summary>An id in no order, always the same for the same number.</summary>
    public static Guid Record(int number) => NamedGuid.Of($"record/{number}");
}
