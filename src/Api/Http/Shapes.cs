using System.Text;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;

namespace CleaningEvents.Api.Http;

/// <summary>Shapes that many requests share.</summary>
public static class Shapes
{
    /// <summary>1 to <paramref name="longest"/> characters that are not all white space, none of them a control character.</summary>
    public static IRuleBuilderOptions<T, string> Text<T>(this IRuleBuilder<T, string> rule, int longest) =>
        rule.NotEmpty().MaximumLength(longest).Must(IsPrintable).WithMessage("'{PropertyName}' holds a control character or half a character.");

    /// <summary>Null, or as <see cref="Text"/>.</summary>
    public static IRuleBuilderOptions<T, string?> OptionalText<T>(this IRuleBuilder<T, string?> rule, int longest) =>
        rule.Must(x => x is null || !string.IsNullOrWhiteSpace(x)).WithMessage("'{PropertyName}' is either left out or not empty.")
            .MaximumLength(longest).Must(IsPrintable).WithMessage("'{PropertyName}' holds a control character or half a character.");

    /// <summary>An instant from 2000 up to, not including, 2100.</summary>
    public static IRuleBuilderOptions<T, DateTimeOffset> Plausible<T>(this IRuleBuilder<T, DateTimeOffset> rule) =>
        rule.Must(x => x.UtcDateTime.Year is >= 2000 and < 2100).WithMessage("'{PropertyName}' lies between the years 2000 and 2099.");

    /// <summary>Whether a day lies in the years that instants may lie in.</summary>
    public static bool IsPlausible(this DateOnly day) => day.Year is >= 2000 and < 2100;

    /// <summary>Both ends plausible.</summary>
    public static IRuleBuilderOptions<T, StartWindow> Plausible<T>(this IRuleBuilder<T, StartWindow> rule) =>
        rule.ChildRules(window =>
        {
            window.RuleFor(x => x.From).Plausible();
            window.RuleFor(x => x.Until).Plausible();
        });

    /// <summary>Latitude and longitude within their ranges.</summary>
    public static IRuleBuilderOptions<T, GeoPoint> OnEarth<T>(this IRuleBuilder<T, GeoPoint> rule) =>
        rule.ChildRules(place =>
        {
            place.RuleFor(x => x.Latitude).InclusiveBetween(-90, 90);
            place.RuleFor(x => x.Longitude).InclusiveBetween(-180, 180);
        });

    /// <summary>Not null and at most <paramref name="most"/> elements.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>> AtMost<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>> rule, int most) =>
        rule.NotNull().Must(x => x.Count <= most).WithMessage($"'{{PropertyName}}' holds at most {most}.");

    /// <summary>1 to 20 positions, each with a cleaner and a plausible start.</summary>
    public static void Crew<T>(this IRuleBuilder<T, IReadOnlyList<Wish>> rule) =>
        rule.NotEmpty().AtMost(20).ForEach(wish => wish.ChildRules(x =>
        {
            x.RuleFor(y => y.Position).InclusiveBetween(1, 20);
            x.RuleFor(y => y.CleanerId).NotEmpty();
            x.RuleFor(y => y.StartsAt).Plausible();
        }));

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
