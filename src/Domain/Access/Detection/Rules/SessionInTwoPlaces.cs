namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>One session was used from two countries, or where those are not known from two networks, at nearly the same time.</summary>
internal static class SessionInTwoPlaces
{
    public static readonly DetectionRule Rule = new(
        "R15", "Elastic, a session from several sources.", AlertResponse.EndSession, TimeSpan.FromHours(1),
        [new("places", 2, 10), new("minutes", 15, 1_440)], Look)
    {
        NeedsPlaces = true,
    };

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (scene.Now.SessionId is not { } session || NameOf(scene.Now) is null)
            return null;

        var used = scene.Recent.In(session).Until(scene.Now, tuning.Window).Where(x => NameOf(x) is not null).DistinctBy(NameOf).ToList();
        return used.Count >= tuning["places"] ? scene.Account(used, tuning["places"], used.Count) : null;
    }

    private static string? NameOf(Signal signal) => signal.Place?.Country ?? signal.Place?.Network?.ToString();
}
