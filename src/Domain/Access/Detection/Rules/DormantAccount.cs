namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>An account came to life that nobody had used for weeks.</summary>
internal static class DormantAccount
{
    public static readonly DetectionRule Rule = new(
        "R7", "Stale accounts, CIS Controls 5.3: 45 days.", AlertResponse.Notify, TimeSpan.FromDays(1), [new("days", 45, 3_650)], Look);

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (!scene.Now.IsActivity || scene.Habits.LastAt is not { } last || scene.Now.At - last < tuning.Window)
            return null;

        return scene.Account([scene.Now], tuning["days"], (scene.Now.At - last).TotalDays);
    }
}
