namespace CleaningEvents.Reliability.Erasure;

/// <summary>What must hold where personal data is encrypted and erased, seen from outside on real processes.</summary>
public static class ErasureChecks
{
    public static IReadOnlyDictionary<string, Func<Installation, CancellationToken, Task<IReadOnlyList<Finding>>>> All { get; } =
        new SortedDictionary<string, Func<Installation, CancellationToken, Task<IReadOnlyList<Finding>>>>(StringComparer.Ordinal)
        {
            ["B1"] = NoPlaintext.Check,
            ["B2"] = ErasedEverywhere.Check,
            ["B3"] = RestoredCopies.Check,
            ["B4"] = WritesAfterwards.Check,
            ["B5"] = MovedSeals.Check,
            ["B6"] = NewWrappingKey.Check,
            ["B7"] = BrokenWrappingKey.Check,
            ["B8"] = TwoNodes.Check,
        };
}
