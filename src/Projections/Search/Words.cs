using System.Globalization;
using System.Text;

namespace CleaningEvents.Projections.Search;

/// <summary>A text as people compare it, and the words in it: neither width nor case nor white space counts.</summary>
internal static class Words
{
    /// <summary>NFKC in capitals, trimmed, with one space for any white space.</summary>
    public static string Normalise(string text) =>
        string.Join(' ', Encodable(text).Normalize(NormalizationForm.FormKC).ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The words of a normalised text: runs of letters and digits, where Han characters run by themselves.</summary>
    public static IEnumerable<string> In(string text)
    {
        var word = new StringBuilder();
        var isHan = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (word.Length > 0 && (!IsOfWord(rune) || IsHan(rune) != isHan))
            {
                yield return word.ToString();
                word.Clear();
            }

            isHan = IsHan(rune);
            if (IsOfWord(rune))
                word.Append(rune);
        }

        if (word.Length > 0)
            yield return word.ToString();
    }

    /// <summary>Where a word may be begun to be said: at its start, and as nothing parts the words of Chinese, at every Han character.</summary>
    public static IEnumerable<string> Beginnings(string word)
    {
        yield return word;
        if (!IsHan(word))
            yield break;
        for (var at = word.EnumerateRunes().First().Utf16SequenceLength; at < word.Length; at += Rune.GetRuneAt(word, at).Utf16SequenceLength)
            yield return word[at..];
    }

    public static bool IsHan(string word) => IsHan(word.EnumerateRunes().First());

    private static bool IsHan(Rune rune) => rune.Value is 0x3007 or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x20000 and <= 0x323AF);

    private static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber;

    // Normalising throws at half a character, and at the one that marks the wrong order of bytes.
    private static string Encodable(string text) => string.Concat(text.EnumerateRunes().Select(x => x.Value is 0xFFFE ? Rune.ReplacementChar : x));
}
