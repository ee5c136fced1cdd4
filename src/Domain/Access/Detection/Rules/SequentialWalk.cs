namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Records were opened one after the other in the order of their ids, or as regularly as a program does.</summary>
internal static class SequentialWalk
{
    public static readonly DetectionRule Rule = new(
        "R3", "Object walking, OWASP API1:2023.", AlertResponse.Notify, TimeSpan.FromHours(1),
        [new("records", 15, 1_000), new("minutes", 5, 60), new("variation", 0.2, 1)], Look);

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (scene.Now.Kind is not SignalKind.Opened || !scene.IsNews(tuning.Window))
            return null;

        var signals = scene.Now.SessionId is { } session ? scene.Recent.In(session).Until(scene.Now, tuning.Window) : scene.OfAccount(tuning.Window);
        var opened = signals.Where(x => x is { Kind: SignalKind.Opened, Records.Count: 1 }).DistinctBy(x => x.Records[0]).ToList();
        if (opened.Count < tuning["records"])
            return null;

        var last = opened[^(int)tuning["records"]..];
        return IsInOrder(last) || Variation(last) < tuning["variation"] ? scene.Account(last, tuning["records"], opened.Count) : null;
    }

    private static bool IsInOrder(List<Signal> opened)
    {
        // As the store orders ids, by their bytes.
        var steps = opened.Zip(opened.Skip(1), (x, y) => string.CompareOrdinal(x.Records[0].ToString(), y.Records[0].ToString())).ToList();
        return steps.TrueForAll(x => x < 0) || steps.TrueForAll(x => x > 0);
    }

    /// <summary>Standard deviation of the pauses as a part of their mean.</summary>
    private static double Variation(List<Signal> opened)
    {
        var pauses = opened.Zip(opened.Skip(1), (x, y) => (y.At - x.At).TotalSeconds).ToList();
        var mean = pauses.Average();
        return mean > 0 ? Math.Sqrt(pauses.Average(x => (x - mean) * (x - mean))) / mean : 0;
    }
}
