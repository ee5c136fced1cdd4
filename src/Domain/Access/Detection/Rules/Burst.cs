namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Many different records were opened in one session within minutes, faster than anybody reads.</summary>
internal static class Burst
{
    public static readonly DetectionRule Rule = new(
        "R2", "Elastic, Microsoft 365: 25 different files in 3 minutes.", AlertResponse.Notify, TimeSpan.FromHours(1),
        [new("records", 25, 1_000), new("minutes", 3, 60)], Look);

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (scene.Now is not { Kind: SignalKind.Opened, SessionId: { } session } || !scene.IsNews(tuning.Window))
            return null;

        var opened = scene.Recent.In(session).Until(scene.Now, tuning.Window).Where(x => x.Kind is SignalKind.Opened).ToList();
        var observed = opened.SelectMany(x => x.Records).Distinct().Count();
        return observed >= tuning["records"] ? scene.Account(opened, tuning["records"], observed) : null;
    }
}
