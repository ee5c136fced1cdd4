using System.Text;

namespace CleaningEvents.Api.Security.Passwords;

/// <summary>What a new password must be: long, and nothing that others would try first. No rule asks for kinds of characters or for change.</summary>
/// <remarks>Source: NIST SP 800-63B-4.</remarks>
public static class PasswordRules
{
    /// <summary>Fewest characters (code points after NFC) where nothing else is asked for.</summary>
    public const int Shortest = 15;

    /// <summary>Most characters (code points after NFC).</summary>
    public const int Longest = 128;

    private const int LongestPiece = 6;

    private static readonly HashSet<string> Common = [.. Read("CommonPasswords.txt").Select(Bare)];

    /// <summary>The name of the first rule that the password breaks, or null.</summary>
    /// <param name="password">As typed; it counts as <see cref="Normalize"/> gives it.</param>
    /// <param name="shortest">Fewest characters (code points after NFC).</param>
    /// <param name="related">What must not be in it: the employee number, the holder's name, the company's. Fewer than 3 letters and digits are not looked for.</param>
    public static string? Broken(string password, int shortest, params ReadOnlySpan<string?> related)
    {
        if (Normalize(password) is not { } normal)
            return "password-not-text";

        var length = normal.EnumerateRunes().Count();
        if (length < shortest)
            return "password-too-short";
        if (length > Longest)
            return "password-too-long";

        var bare = Bare(normal);
        foreach (var word in related)
            if (Bare(word ?? "") is { Length: >= 3 } known && bare.Contains(known, StringComparison.Ordinal))
                return "password-too-personal";

        return Common.Contains(bare) || IsPattern(normal.ToLowerInvariant()) ? "password-too-common" : null;
    }

    /// <summary>How many of the four kinds are in it: small letters, capitals, digits, other signs. A letter without case is another sign.</summary>
    public static int KindsIn(string password) => password
        .Select(x => char.IsLower(x) ? 1 : char.IsUpper(x) ? 2 : char.IsDigit(x) ? 3 : 4).Distinct().Count();

    /// <summary>The form that is hashed: NFC. Null when it is no text: half a character, or a control character.</summary>
    public static string? Normalize(string password)
    {
        foreach (var rune in password.EnumerateRunes())
            if (rune == Rune.ReplacementChar || Rune.IsControl(rune))
                return null;

        return password.Normalize(NormalizationForm.FormC);
    }

    /// <summary>One short piece over and over, or steps along the alphabet or the digits.</summary>
    private static bool IsPattern(string text) =>
        Enumerable.Range(1, LongestPiece).Any(piece => text[piece..] == text[..^piece])
        || Enumerable.Range(2, text.Length - 2).Count(i => text[i] - text[i - 1] == text[i - 1] - text[i - 2]) >= text.Length * 3 / 4;

    private static string Bare(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsLetterOrDigit));

    private static IEnumerable<string> Read(string resource)
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream(resource)!);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
