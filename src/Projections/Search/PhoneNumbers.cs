namespace CleaningEvents.Projections.Search;

/// <summary>The forms in which one phone number is said: with the code of its country, without, and without the leading zero.</summary>
internal static class PhoneNumbers
{
    /// <summary>Countries where most calls stay, so that their code is left out or said as it comes.</summary>
    private static readonly string[] CountryCodes = ["39", "86"];

    /// <summary>The forms of a normalised text in digits, longest first; none where it has no digit.</summary>
    public static IReadOnlyList<string> Forms(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        var isAbroad = text.StartsWith('+') || digits.StartsWith("00", StringComparison.Ordinal);
        var full = isAbroad ? digits.TrimStart('0') : digits;
        var national = isAbroad && CountryCodes.Any(x => full.StartsWith(x, StringComparison.Ordinal)) ? full[2..] : full;
        return [.. new[] { full, national, national.TrimStart('0') }.Where(x => x.Length > 0).Distinct()];
    }

    /// <summary>Whether somebody who says this means a phone number.</summary>
    public static bool IsMeant(string text) => text.All(x => char.IsAsciiDigit(x) || " +-./()".Contains(x));
}
