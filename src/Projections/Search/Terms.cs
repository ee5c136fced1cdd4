using CleaningEvents.Domain;

namespace CleaningEvents.Projections.Search;

/// <summary>How a field is searched.</summary>
public enum SearchKind
{
    /// <summary>By the beginnings of its words: 2 to 8 characters, or 1 to 3 that are Han.</summary>
    Words,

    /// <summary>By its first digits, 3 to 12, with and without the code of the country and the leading zero.</summary>
    Phone,

    /// <summary>Only by the whole of it.</summary>
    Whole,
}

/// <summary>What a text can be found by: itself as a whole, and beginnings.</summary>
public static class Terms
{
    /// <summary>The most terms of one value: those of 30 Han characters, or of a dozen words. What comes after is not found.</summary>
    public const int Most = 96;

    // In no beginning, so that none is taken for a whole.
    private const string WholeMark = "=";

    /// <summary>Everything that <paramref name="value"/> can be found by; nothing where it is missing or erased.</summary>
    public static IReadOnlyList<string> Of(string? value, SearchKind kind)
    {
        if (value is null or ProtectedAttribute.Erased || Whole(Words.Normalise(value), kind) is not { Length: > 0 } whole)
            return [];

        return [.. Beginnings(Words.Normalise(value), kind).SelectMany(x => Prefixes(x, kind)).Prepend(WholeMark + whole).Distinct().Take(Most)];
    }

    /// <summary>
    /// The terms of what <paramref name="text"/> asks for: it has each of them, but a phone number only one of its forms. None: the text
    /// says too little, or nothing that such a field holds.
    /// </summary>
    public static IReadOnlyList<string> AskedBy(string text, SearchKind kind, bool exact)
    {
        var asked = Words.Normalise(text);
        if (kind is SearchKind.Phone && !PhoneNumbers.IsMeant(asked))
            return [];
        if (exact || kind is SearchKind.Whole)
            return Whole(asked, kind) is { Length: > 0 } whole && (whole.Length > 1 || Words.IsHan(whole)) ? [WholeMark + whole] : [];

        return [.. Beginnings(asked, kind).Select(x => Prefixes(x, kind).LastOrDefault()).OfType<string>().Distinct()];
    }

    /// <summary>Whether <paramref name="value"/> is what <paramref name="text"/> asks for, which terms tell of its beginnings only.</summary>
    public static bool Match(string? value, string text, SearchKind kind, bool exact)
    {
        if (value is null or ProtectedAttribute.Erased || AskedBy(text, kind, exact) is [])
            return false;

        var (found, asked) = (Words.Normalise(value), Words.Normalise(text));
        if (exact || kind is SearchKind.Whole)
            return Whole(found, kind) == Whole(asked, kind);

        var beginnings = Beginnings(found, kind).ToList();
        return kind is SearchKind.Phone
            ? PhoneNumbers.Forms(asked).Where(x => Prefixes(x, kind).Any()).Any(IsBegun)
            : Words.In(asked).All(IsBegun);

        bool IsBegun(string start) => beginnings.Exists(x => x.StartsWith(start, StringComparison.Ordinal));
    }

    private static string? Whole(string text, SearchKind kind) => kind is SearchKind.Phone ? PhoneNumbers.Forms(text).LastOrDefault() : text;

    private static IEnumerable<string> Beginnings(string text, SearchKind kind) => kind switch
    {
        SearchKind.Words => Words.In(text).SelectMany(Words.Beginnings),
        SearchKind.Phone => PhoneNumbers.Forms(text),
        _ => [],
    };

    private static IEnumerable<string> Prefixes(string text, SearchKind kind)
    {
        var (least, most) = kind is SearchKind.Phone ? (3, 12) : Words.IsHan(text) ? (1, 3) : (2, 8);
        var (length, count) = (0, 0);
        foreach (var rune in text.EnumerateRunes().Take(most))
        {
            length += rune.Utf16SequenceLength;
            if (++count >= least)
                yield return text[..length];
        }
    }
}
