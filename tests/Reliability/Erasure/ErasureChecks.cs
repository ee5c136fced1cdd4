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

    /// <summary>One check on nodes of its own; what it cannot finish it has failed.</summary>
    public static async Task<IReadOnlyList<Finding>> Run(string name, Installation installation, CancellationToken cancelled)
    {
        try
        {
            await Console.Error.WriteLineAsync($"{name} …");
            return await All[name](installation, cancelled);
        }
        catch (Exception e) when (!cancelled.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"{name}: {e}");
            return [new Finding(name, "It was not finished.", e.Message, "finished", Passed: false)];
        }
        finally
        {
            await installation.StopNodes();
        }
    }
}
