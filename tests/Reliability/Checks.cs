using CleaningEvents.Reliability.Erasure;
using CleaningEvents.Reliability.Reading;

namespace CleaningEvents.Reliability;

/// <summary>Every check, by what it is about and its name.</summary>
public static class Checks
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, Func<Installation, CancellationToken, Task<IReadOnlyList<Finding>>>>> All { get; } =
        new Dictionary<string, IReadOnlyDictionary<string, Func<Installation, CancellationToken, Task<IReadOnlyList<Finding>>>>>
        {
            ["erasure"] = ErasureChecks.All,
            ["reading"] = ReadingChecks.All,
        };

    /// <summary>One check on nodes of its own; what it cannot finish it has failed.</summary>
    public static async Task<IReadOnlyList<Finding>> Run(
        string name, Func<Installation, CancellationToken, Task<IReadOnlyList<Finding>>> check, Installation installation, CancellationToken cancelled)
    {
        try
        {
            await Console.Error.WriteLineAsync($"{name} …");
            return await check(installation, cancelled);
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
