namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Somebody exported many rows, or often, or for the first time.</summary>
internal static class BulkExport
{
    public static readonly DetectionRule Rule = new(
        "R4", "Elastic, GitHub: many clones in a short time.", AlertResponse.Notify, TimeSpan.FromDays(1),
        [new("rows", 200, 1_000_000), new("exports", 3, 100), new("minutes", 1_440, 1_440)], Look);

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (scene.Now.Kind is not SignalKind.Exported)
            return null;

        var exports = scene.OfAccount(tuning.Window).Where(x => x.Kind is SignalKind.Exported).ToList();
        var rows = exports.Sum(x => Math.Max(x.Count, x.Records.Count));
        if (rows > tuning["rows"])
            return scene.Account(exports, tuning["rows"], rows);
        if (exports.Count >= tuning["exports"])
            return scene.Account(exports, tuning["exports"], exports.Count);

        return scene.Habits.HasExported ? null : scene.Account([scene.Now], 0, 1);
    }
}
