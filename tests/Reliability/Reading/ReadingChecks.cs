namespace CleaningEvents.Reliability.Reading;

/// <summary>What must hold where protected data is read, seen from outside on real processes.</summary>
public static class ReadingChecks
{
    public static IReadOnlyDictionary<string, Func<Installation, CancellationToken, Task<IReadOnlyList<Finding>>>> All { get; } =
        new SortedDictionary<string, Func<Installation, CancellationToken, Task<IReadOnlyList<Finding>>>>(StringComparer.Ordinal)
        {
            ["E6"] = EveryAnswerRecorded.Check,
        };
}
