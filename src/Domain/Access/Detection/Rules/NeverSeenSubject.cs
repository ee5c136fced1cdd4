namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Somebody who hardly looks beyond their own branch opened a record of another that they never saw or worked on.</summary>
internal static class NeverSeenSubject
{
    public static readonly DetectionRule Rule = new(
        "R5", "Elastic, new terms; own baseline of 90 days.", AlertResponse.Notify, TimeSpan.FromDays(1),
        [new("records", 1, 100), new("share", 0.05, 1), new("minutes", 1_440, 1_440)], Look);

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (scene.Now is not { Kind: SignalKind.Opened, Foreign.Count: > 0 } || scene.Habits.OpenedAbroad >= tuning["share"] * scene.Habits.Opened + tuning["records"])
            return null;

        var strange = scene.OfAccount(tuning.Window).Where(x => x.Kind is SignalKind.Opened && x.Foreign.Count > 0).ToList();
        return !scene.Now.Foreign.All(scene.Habits.Knows) && strange.SelectMany(x => x.Foreign).Distinct().Count() is var observed && observed >= tuning["records"]
            ? scene.Account(strange, tuning["records"], observed)
            : null;
    }
}
