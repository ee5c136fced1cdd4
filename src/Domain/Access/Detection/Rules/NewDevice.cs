namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Somebody signed in with a device and from an address that were both new, and looked at protected records or acted soon after.</summary>
internal static class NewDevice
{
    public static readonly DetectionRule Rule = new(
        "R14", "Elastic, rare source address.", AlertResponse.Notify, TimeSpan.FromDays(1), [new("minutes", 10, 1_440)], Look);

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (!scene.Now.IsActivity || scene.Now.Kind is SignalKind.SignedIn)
            return null;

        var signIns = scene.OfAccount(tuning.Window).Where(x => x.Kind is SignalKind.SignedIn && (x.SessionId is null || x.SessionId == scene.Now.SessionId)).ToList();
        return signIns is [.., var last] && scene.Habits.MetFirst(last) && scene.Habits.HasSignedInBefore(last.At)
            ? scene.Account([last, scene.Now], tuning["minutes"], (scene.Now.At - last.At).TotalMinutes)
            : null;
    }
}
