using System.Globalization;
using CleaningEvents.Api.Http;

namespace CleaningEvents.Api.Audit;

/// <summary>Instants in a query: ISO 8601 with Z or an offset, so that nobody has to guess whose clock was meant.</summary>
public static class Instants
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    /// <summary>The instant in UTC, or null where none was given; false when <paramref name="text"/> is not an instant.</summary>
    public static bool TryRead(string? text, out DateTimeOffset? instant)
    {
        instant = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (!DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read))
            return false;

        instant = read.ToUniversalTime();
        return true;
    }

    public static IResult Invalid(string field) =>
        Problems.Invalid(field, "not-an-instant", "An instant such as 2026-03-01T08:00:00Z or 2026-03-01T16:00:00%2B08:00.");
}
