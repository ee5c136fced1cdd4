namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Somebody tried an account that is suspended or closed.</summary>
internal static class ShutAccount
{
    public static readonly DetectionRule Rule = new(
        "R8", "Any attempt; policy 3.1.", AlertResponse.EndSession, TimeSpan.FromHours(1), [new("attempts", 1, 100), new("minutes", 60, 1_440)], Look);

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (!IsAttempt(scene.Now, scene.Habits))
            return null;

        var attempts = scene.OfAccount(tuning.Window).Where(x => IsAttempt(x, scene.Habits)).ToList();
        return attempts.Count >= tuning["attempts"] ? scene.Account(attempts, tuning["attempts"], attempts.Count) : null;
    }

    private static bool IsAttempt(Signal signal, Habits habits) => signal.Kind is SignalKind.ShutOut || (signal.IsFailure && habits.IsShut);
}
