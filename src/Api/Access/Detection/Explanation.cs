using System.Globalization;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain;
using CleaningEvents.Projections.Access;

namespace CleaningEvents.Api.Access.Detection;

/// <summary>The same in English and in Simplified Chinese.</summary>
public sealed record Bilingual(
    [property: Plain(DataClass.Internal, "A sentence of the program.")] string En,
    [property: Plain(DataClass.Internal, "A sentence of the program.")] string ZhCn);

/// <summary>Says in words what a rule looks for and what it found.</summary>
public static class Explanation
{
    /// <summary>Null where there is no rule.</summary>
    public static Bilingual? LooksFor(string? rule) => rule is null ? null : Both($"{rule}.looksFor");

    public static Bilingual Of(string rule, MisuseAlert alert)
    {
        var found = Both($"{rule}.found");
        return new Bilingual(Filled(found.En, alert), Filled(found.ZhCn, alert));
    }

    private static Bilingual Both(string slug)
    {
        var (english, chinese) = Messages.Detector(slug);
        return new Bilingual(english, chinese);
    }

    private static string Filled(string words, MisuseAlert alert) => words
        .Replace("{observed}", Written(alert.Observed)).Replace("{baseline}", Written(alert.Baseline))
        .Replace("{from}", Written(alert.From)).Replace("{until}", Written(alert.Until));

    private static string Written(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Written(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
