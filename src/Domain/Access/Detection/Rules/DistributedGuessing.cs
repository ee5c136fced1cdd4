namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Wrong secrets for one account came from several network addresses.</summary>
internal static class DistributedGuessing
{
    public static readonly DetectionRule Rule = new(
        "R11", "Elastic, Okta: several sources on one account.", AlertResponse.Notify, TimeSpan.FromHours(1),
        [new("addresses", 5, 1_000), new("failures", 10, 10_000), new("minutes", 30, 1_440)], Look);

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (!scene.Now.IsFailure)
            return null;

        var failures = scene.OfAccount(tuning.Window).Where(x => x.IsFailure).ToList();
        var addresses = failures.Select(x => x.OriginId).OfType<Guid>().Distinct().Count();
        return addresses >= tuning["addresses"] && failures.Count >= tuning["failures"] ? scene.Account(failures, tuning["addresses"], addresses) : null;
    }
}
