using CsCheck;

namespace CleaningEvents.Tests.Hostile;

/// <summary>Choices that generators are made of.</summary>
public static class Any
{
    /// <summary>One of some values, each as often.</summary>
    public static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(x => values[x]);

    /// <summary>What one of the generators makes, as often as its weight says.</summary>
    public static Gen<T> Weighed<T>(params (int Weight, Gen<T> Gen)[] choices) =>
        Of([.. choices.SelectMany(x => Enumerable.Repeat(x.Gen, x.Weight))]).SelectMany(x => x);

    /// <summary>This, always.</summary>
    public static Gen<T> Just<T>(T value) => Gen.Bool.Select(_ => value);
}
