using CleaningEvents.Reliability.Attacks;
using CleaningEvents.Reliability.Erasure;
using CleaningEvents.Reliability.Reading;
using CleaningEvents.Reliability.Sessions;
using Check = System.Func<CleaningEvents.Reliability.Installation, System.Threading.CancellationToken, System.Threading.Tasks.Task<System.Collections.Generic.IReadOnlyList<CleaningEvents.Reliability.Finding>>>;

namespace CleaningEvents.Reliability;

/// <summary>What must hold of real processes, seen from outside: for each part its checks by name, in order.</summary>
public static class Checks
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, Check>> Parts { get; } = new Dictionary<string, IReadOnlyDictionary<string, Check>>
    {
        ["attacks"] = new OrderedDictionary<string, Check>
        {
            ["D12"] = Injection.Check,
            ["V16.5.2"] = AwayDatabase.Check,
        },
        ["erasure"] = new OrderedDictionary<string, Check>
        {
            ["B1"] = NoPlaintext.Check,
            ["B2"] = ErasedEverywhere.Check,
            ["B3"] = RestoredCopies.Check,
            ["B4"] = WritesAfterwards.Check,
            ["B5"] = MovedSeals.Check,
            ["B6"] = NewWrappingKey.Check,
            ["B7"] = BrokenWrappingKey.Check,
            ["B8"] = TwoNodes.Check,
        },
        ["reading"] = new OrderedDictionary<string, Check>
        {
            ["E6"] = EveryAnswerRecorded.Check,
        },
        ["sessions"] = new OrderedDictionary<string, Check>
        {
            ["D4"] = EndedSessions.Check,
        },
    };

    /// <summary>One check on nodes of its own; what it cannot finish it has failed.</summary>
    public static async Task<IReadOnlyList<Finding>> Run(string name, Check check, Installation installation, CancellationToken cancelled)
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
