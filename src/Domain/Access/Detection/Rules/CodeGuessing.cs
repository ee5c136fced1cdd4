namespace CleaningEvents.Domain.Access.Detection.Rules;

/// <summary>Somebody who has the password tries codes of the second factor.</summary>
internal static class CodeGuessing
{
    public static readonly DetectionRule Rule = new(
        "R12", "Elastic, Entra ID: code guessing.", AlertResponse.Notify, TimeSpan.FromHours(1), [new("codes", 5, 1_000), new("minutes", 9, 1_440)], Look);

    private static Finding? Look(Scene scene, Tuning tuning)
    {
        if (scene.Now.Kind is not SignalKind.WrongCode)
            return null;

        var codes = scene.OfAccount(tuning.Window).Where(x => x.Kind is SignalKind.WrongCode).ToList();
        return codes.Count >= tuning["codes"] ? scene.Account(codes, tuning["codes"], codes.Count) : null;
    }
}
