using CleaningEvents.Domain.Access.Detection;

namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>A detector's numbers and response were set, instead of all that was set before; what is not named is as usual.</summary>
/// <param name="DetectorId">Made of the rule.</param>
/// <param name="Rule">Id of the rule, such as <c>R2</c>.</param>
/// <param name="Limits">The numbers that differ from the usual ones.</param>
/// <param name="Response">What happens beside the case.</param>
/// <param name="IsOn">Whether it looks at all.</param>
/// <param name="Reason">Why.</param>
public record DetectorTuned(
    Guid DetectorId,
    [Plain(DataClass.Internal, "A word from a list.")] string Rule,
    IReadOnlyList<TunedLimit> Limits, AlertResponse Response, bool IsOn,
    [Plain(DataClass.Internal, "About a rule, not a person.")] string Reason);

/// <summary>A number of a rule, as a company wants it.</summary>
public readonly record struct TunedLimit([Plain(DataClass.Internal, "A word from a list.")] string Name, double Value);

/// <summary>How a company set one of the rules by which unusual access is noticed.</summary>
public record Detector(Guid Id, string Rule, IReadOnlyList<TunedLimit> Limits, AlertResponse Response, bool IsOn) : IEvolve<Detector>
{
    public static Guid IdOf(string rule) => NamedGuid.Of($"detector/{rule}");

    public static Decision Tune(Detector? existing, DetectorTuned wanted)
    {
        if (DetectionRule.Find(wanted.Rule) is not { } rule)
            return Refuse("unknown-detector", $"There is no detector '{wanted.Rule}'.");
        if (wanted.Limits.Any(x => rule.Limits.All(y => y.Name != x.Name)))
            return Refuse("unknown-limit", "The detector has no number of this name.");
        if (wanted.Limits.Any(x => !(x.Value > 0 && x.Value <= rule.Limits.First(y => y.Name == x.Name).Most)))
            return Refuse("limit-out-of-range", "A number is above zero and at most what the detector says.");

        return existing?.IsSame(wanted) is true ? Nothing : Accept(wanted);
    }

    /// <summary>What a rule looks by: the usual numbers, and in their place those set.</summary>
    public static Tuning TuningOf(DetectionRule rule, IReadOnlyList<TunedLimit> limits, AlertResponse response, bool isOn) => new(
        rule.Limits.ToDictionary(x => x.Name, x => limits.Where(y => y.Name == x.Name).Select(y => y.Value).LastOrDefault(x.Usual)), response, isOn);

    public static Detector? Evolve(Detector? detector, object @event) => @event switch
    {
        DetectorTuned e => new Detector(e.DetectorId, e.Rule, e.Limits, e.Response, e.IsOn),
        _ => detector,
    };

    private bool IsSame(DetectorTuned wanted) => (Response, IsOn) == (wanted.Response, wanted.IsOn) && Limits.SequenceEqual(wanted.Limits);
}
