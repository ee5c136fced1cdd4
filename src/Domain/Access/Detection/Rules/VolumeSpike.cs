namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Somebody opened far more different records within an hour than they do in such hours, by the median and its deviation of four weeks.</summary>
internal static class VolumeSpike
{
    public static readonly DetectionRule Rule = new(
        "R1", "Own baseline; Elastic ML spike.", AlertResponse.Notify, TimeSpan.FromHours(1),
        [new("records", 20, 5_000), new("pages", 20, 5_000), new("deviations", 6, 100), new("minutes", 60, 1_440)], Look);

    /// <summary>What makes the median of deviations comparable with the standard deviation.</summary>
    private const double AsStandard = 1.4826;

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (scene.Now.Kind is not (SignalKind.Opened or SignalKind.Listed) || (scene.Now.Kind is SignalKind.Opened && !scene.IsNews(tuning.Window)))
            return null;

        var looks = scene.OfAccount(tuning.Window).Where(x => x.Kind == scene.Now.Kind).ToList();
        // A page of a list counts as one: its length is the front end's choice.
        var (observed, least) = scene.Now.Kind is SignalKind.Opened
            ? (looks.SelectMany(x => x.Records).Distinct().Count(), tuning["records"])
            : (looks.Count, tuning["pages"]);
        if (observed <= least)
            return null;

        var baseline = scene.Now.Kind is SignalKind.Opened ? Math.Max(least, Usual(scene.Habits.HoursLike(scene.Now.At), tuning["deviations"])) : least;
        return observed > baseline ? scene.Account(looks, baseline, observed) : null;
    }

    private static double Usual(List<int> hours, double deviations)
    {
        if (hours is [])
            return 0;
        var median = Median([.. hours.Select(x => (double)x)]);
        return median + deviations * AsStandard * Median([.. hours.Select(x => Math.Abs(x - median))]);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
