namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Many wrong secrets came from one network address within minutes, or on one account.</summary>
internal static class BruteForce
{
    public static readonly DetectionRule Rule = new(
        "R9", "Wazuh 5712; Elastic, Entra ID.", AlertResponse.Notify, TimeSpan.FromHours(1),
        [new("fromAddress", 8, 10_000), new("seconds", 120, 3_600), new("onAccount", 30, 10_000), new("accountSeconds", 300, 3_600)], Look);

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (!scene.Now.IsFailure)
            return null;

        var onAccount = Failures(scene.OfAccount(TimeSpan.FromSeconds(tuning["accountSeconds"])));
        if (onAccount.Count >= tuning["onAccount"])
            return scene.Account(onAccount, tuning["onAccount"], onAccount.Count);

        var fromAddress = Failures(scene.Recent.From(scene.Now.OriginId).Until(scene.Now, tuning.Window));
        return fromAddress.Count >= tuning["fromAddress"] ? scene.Origin(fromAddress, tuning["fromAddress"], fromAddress.Count) : null;
    }

    private static List<Signal> Failures(List<Signal> signals) => [.. signals.Where(x => x.IsFailure)];
}
