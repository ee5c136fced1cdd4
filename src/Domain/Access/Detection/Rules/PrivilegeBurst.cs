namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Somebody gave many roles within an hour, or one to themselves, or one that was used and taken back at once.</summary>
internal static class PrivilegeBurst
{
    public static readonly DetectionRule Rule = new(
        "R16", "Elastic, privileged access detection.", AlertResponse.Notify, TimeSpan.FromHours(1), [new("grants", 5, 1_000), new("minutes", 60, 1_440)], Look);

    private static Finding? Look(Scene scene, Tuning tuning) => scene.Now.Kind switch
    {
        SignalKind.Granted when scene.Now.Target == scene.Now.AccountId => scene.Account([scene.Now], 0, 1),
        SignalKind.Granted => Burst(scene, tuning),
        SignalKind.Revoked => UsedMeanwhile(scene, tuning),
        _ => null,
    };

    private static Finding? Burst(Scene scene, Tuning tuning)
    {
        var grants = scene.OfAccount(tuning.Window).Where(x => x.Kind is SignalKind.Granted).ToList();
        return grants.Count >= tuning["grants"] ? scene.Account(grants, tuning["grants"], grants.Count) : null;
    }

    private static Finding? UsedMeanwhile(Scene scene, Tuning tuning)
    {
        var (now, target) = (scene.Now, scene.Now.Target);
        var grants = scene.Recent.About(target).Until(now, tuning.Window).Where(x => x.Kind is SignalKind.Granted && x.Records.Intersect(now.Records).Any()).ToList();
        if (grants is not [.., var grant] || target is not { } account)
            return null;

        var used = scene.Recent.By(target).Until(now, tuning.Window).Where(x => x.At >= grant.At && x.AccountId == target && x.IsActivity).ToList();
        return used is [] ? null : Scene.Of(account, account, [grant, used[0], now], tuning["minutes"], (now.At - grant.At).TotalMinutes);
    }
}
