namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Somebody signed in or looked at protected records at a time at which they hardly ever work.</summary>
internal static class OffHours
{
    public static readonly DetectionRule Rule = new(
        "R6", "Wazuh 17101 and 17102; Elastic, rare hour.", AlertResponse.Notify, TimeSpan.FromDays(1),
        [new("opens", 8.5, 24), new("closes", 18, 24), new("share", 0.01, 1), new("history", 50, 10_000)], Look);

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        var (now, habits) = (scene.Now, scene.Habits);
        if (!(now.IsLook || now.Kind is SignalKind.SignedIn) || IsWorkingTime(now.At, tuning) || habits.Total < tuning["history"])
            return null;

        var share = habits.ShareAround(now.At);
        return share < tuning["share"] ? scene.Account([now], tuning["share"], share) : null;
    }

    private static bool IsWorkingTime(DateTimeOffset at, Tuning tuning) =>
        at.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && at.TimeOfDay.TotalHours >= tuning["opens"] && at.TimeOfDay.TotalHours < tuning["closes"];
}
