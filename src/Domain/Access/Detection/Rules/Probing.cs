namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Somebody asked within minutes for many different records that do not exist or are not for them.</summary>
internal static class Probing
{
    public static readonly DetectionRule Rule = new(
        "R17", "Probing of object rights, OWASP API1:2023.", AlertResponse.Notify, TimeSpan.FromHours(1), [new("records", 10, 1_000), new("minutes", 5, 60)], Look);

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (scene.Now.Kind is not SignalKind.Denied)
            return null;

        var denied = scene.OfAccount(tuning.Window).Where(x => x.Kind is SignalKind.Denied).ToList();
        var observed = denied.SelectMany(x => x.Records).Distinct().Count();
        return observed >= tuning["records"] ? scene.Account(denied, tuning["records"], observed) : null;
    }
}
