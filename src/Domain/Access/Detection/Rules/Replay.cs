namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Something that counts once was sent again: a used refresh token, or an idempotency key with another command.</summary>
internal static class Replay
{
    public static readonly DetectionRule Rule = new(
        "R19", "RFC 9700: reuse of a refresh token.", AlertResponse.EndSession, TimeSpan.FromHours(1), [new("replays", 1, 100), new("minutes", 60, 1_440)], Look);

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (scene.Now.Kind is not SignalKind.Replayed)
            return null;

        var replays = scene.OfAccount(tuning.Window).Where(x => x.Kind is SignalKind.Replayed).ToList();
        var observed = replays.Sum(x => x.Count);
        return observed >= tuning["replays"] ? scene.Account(replays, tuning["replays"], observed) : null;
    }
}
