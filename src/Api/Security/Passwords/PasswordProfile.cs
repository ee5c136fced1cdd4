namespace CleaningEvents.Api.Security.Passwords;

/// <summary>How much a company asks of passwords beyond that nobody guesses them.</summary>
/// <param name="Shortest">Fewest characters where the password is all there is.</param>
/// <param name="ShortestBesideFactor">Fewest characters where a second factor is asked for as well.</param>
/// <param name="Kinds">How many of the four kinds must be in it: small letters, capitals, digits, other signs.</param>
/// <param name="LongestAge">How long one may be used; null for as long as nobody else knows it.</param>
/// <param name="Remembered">How many earlier ones may not come back.</param>
public sealed record PasswordProfile(int Shortest, int ShortestBesideFactor, int Kinds, TimeSpan? LongestAge, int Remembered)
{
    /// <remarks>Source: NIST SP 800-63B-4, which forbids rules on kinds and age: they make people choose worse.</remarks>
    public static readonly PasswordProfile Standard = new(PasswordRules.Shortest, PasswordRules.Shortest, Kinds: 0, LongestAge: null, Remembered: 0);

    /// <summary>What assessors of the Chinese classified protection scheme, level 2, look for.</summary>
    /// <remarks>Source: GB/T 22239-2019, 7.1.4.1 a: complexity and periodic change.</remarks>
    public static readonly PasswordProfile Mlps2 = new(PasswordRules.Shortest, ShortestBesideFactor: 8, Kinds: 3, TimeSpan.FromDays(90), Remembered: 5);

    /// <exception cref="InvalidOperationException">The configuration names another one.</exception>
    public static PasswordProfile In(IConfiguration configuration) => configuration["Passwords:Profile"] switch
    {
        null or "" or nameof(Standard) => Standard,
        nameof(Mlps2) => Mlps2,
        var other => throw new InvalidOperationException($"Passwords:Profile is {nameof(Standard)} or {nameof(Mlps2)}, not '{other}'."),
    };
}
