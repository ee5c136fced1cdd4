namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>One network address tried a few secrets on each of several accounts, slowly.</summary>
internal static class Spray
{
    public static readonly DetectionRule Rule = new(
        "R10", "Elastic, Okta password spray.", AlertResponse.Notify, TimeSpan.FromHours(1),
        [new("accounts", 5, 1_000), new("failures", 15, 10_000), new("least", 2, 100), new("most", 8, 1_000), new("spread", 5, 1_440), new("minutes", 60, 1_440)], Look);

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (!scene.Now.IsFailure || scene.Now.OriginId is not { } origin)
            return null;

        var failures = scene.Recent.From(origin).Until(scene.Now, tuning.Window).Where(x => x.IsFailure && x.AccountId is not null).ToList();
        var sprayed = failures.GroupBy(x => x.AccountId).Where(x => x.Count() >= tuning["least"] && x.Count() <= tuning["most"]).ToList();
        return sprayed.Count >= tuning["accounts"] && sprayed.Sum(x => x.Count()) >= tuning["failures"]
            && failures[^1].At - failures[0].At >= TimeSpan.FromMinutes(tuning["spread"])
                ? scene.Origin(failures, tuning["accounts"], sprayed.Count)
                : null;
    }
}
