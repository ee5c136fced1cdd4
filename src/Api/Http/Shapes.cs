using System.Text;
using FluentValidation;

namespace CleaningEvents.Api.Http;

/// <summary>Shapes that many requests share.</summary>
public static class Shapes
{
    /// <summary>1 to <paramref name="longest"/> characters that are not all white space, none of them a control character.</summary>
    public static IRuleBuilderOptions<T, string> Text<T>(this IRuleBuilderInitial<T, string> rule, int longest) =>
        rule.NotEmpty().MaximumLength(longest).Must(IsPrintable).WithMessage("'{PropertyName}' holds a control character or half a character.");

    /// <summary>Null, or as <see cref="Text"/>.</summary>
    public static IRuleBuilderOptions<T, string?> OptionalText<T>(this IRuleBuilderInitial<T, string?> rule, int longest) =>
        rule.Must(x => x is null || !string.IsNullOrWhiteSpace(x)).WithMessage("'{PropertyName}' is either left out or not empty.")
            .MaximumLength(longest).Must(IsPrintable).WithMessage("'{PropertyName}' holds a control character or half a character.");

    /// <summary>An instant from 2000 up to, not including, 2100.</summary>
    public static IRuleBuilderOptions<T, DateTimeOffset> Plausible<T>(this IRuleBuilderInitial<T, DateTimeOffset> rule) =>
        rule.Must(x => x.UtcDateTime.Year is >= 2000 and < 2100).WithMessage("'{PropertyName}' lies between the years 2000 and 2099.");

    // The database takes neither NUL nor half a surrogate pair.
    private static bool IsPrintable(string? text)
    {
        if (text is null)
            return true;
        foreach (var rune in text.EnumerateRunes())
            if (rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t')))
                return false;

        return true;
    }
}
