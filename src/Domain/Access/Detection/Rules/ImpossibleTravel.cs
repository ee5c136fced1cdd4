namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Somebody signed in at two places between which nobody travels so fast, or from a country where they never were.</summary>
internal static class ImpossibleTravel
{
    public static readonly DetectionRule Rule = new(
        "R13", "Elastic, Entra ID: impossible travel.", AlertResponse.Notify, TimeSpan.FromDays(1),
        [new("kilometres", 500, 20_000), new("kilometresPerHour", 800, 10_000), new("minutes", 90, 1_440)], Look)
    {
        NeedsPlaces = true,
    };

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (scene.Now is not { Kind: SignalKind.SignedIn, Place: { } here })
            return null;

        foreach (var before in scene.OfAccount(tuning.Window).SkipLast(1).Where(x => x.Kind is SignalKind.SignedIn))
            if (Speed(before, scene.Now, tuning["kilometres"]) is { } speed && speed >= tuning["kilometresPerHour"])
                return scene.Account([before, scene.Now], tuning["kilometresPerHour"], speed);

        return here.Country is { } country && scene.Habits.HasCountry && !scene.Habits.WasIn(country) ? scene.Account([scene.Now], 0, 1) : null;
    }

    private static double? Speed(Signal from, Signal to, double leastKilometres)
    {
        if (from.Place?.Point is not { } start || to.Place?.Point is not { } end || start.MetresTo(end) / 1_000 is var distance && distance < leastKilometres)
            return null;

        return distance / Math.Max((to.At - from.At).TotalHours, 1 / 3_600.0);
    }
}
