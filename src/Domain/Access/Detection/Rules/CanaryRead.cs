namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Somebody looked at a record that nobody has a reason to look at.</summary>
internal static class CanaryRead
{
    public static readonly DetectionRule Rule = new(
        "R20", "Any look at a honey record.", AlertResponse.EndSession, TimeSpan.FromHours(1), [], Look);

    private static Finding? Look(Scene scene, Tuning tuning) =>
        scene.Now.IsLook && scene.Now.Records.Count(scene.Canaries.Contains) is > 0 and var seen ? scene.Account([scene.Now], 0, seen) : null;
}
