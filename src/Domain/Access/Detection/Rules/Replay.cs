namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Something that counts once was sent again: a used refresh token, or many used idempotency keys.</summary>
internal static class Replay
{
    public static readonly DetectionRule Rule = new(
        "R19", "RFC 9700: reuse of a refresh token.", AlertResponse.EndSession, TimeSpan.FromHours(1), [new("tokens", 1, 100), new("keys", 10, 1_000), new("minutes", 60, 1_440)], Look);

    private static Finding? Look(Scene scene, Tuning tuning) => scene.Now.Kind switch
    {
        SignalKind.Replayed => Counted(scene, tuning, "tokens"),
        // A front end with a fault does so too: the command was refused, and one alone is no attack.
        SignalKind.KeyReused => Counted(scene, tuning, "keys"),
        _ => null,
    };

    private static Finding? Counted(Scene scene, Tuning tuning, string limit)
    {
        var replays = scene.OfAccount(tuning.Window).Where(x => x.Kind == scene.Now.Kind).ToList();
        var observed = replays.Sum(x => x.Count);
        return observed >= tuning[limit] ? scene.Account(replays, tuning[limit], observed) : null;
    }
}
