using System.Diagnostics;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Reliability.Attacks;

/// <summary>While the database of events is stopped the service lives, says so soon and in good form, and goes on by itself afterwards.</summary>
public static class AwayDatabase
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Finding>> Check(Installation installation, CancellationToken cancelled)
    {
        var node = await installation.Start(cancelled);
        var (customer, _) = await node.Register(installation.BranchId, "Rossi & Co", cancelled);
        await node.NameOf(customer, cancelled);

        await installation.Events.Stop();
        var (answer, taken) = await Timed(() => node.As(Positions.CustomerAdviser).Ask(Node.PathOf(customer), cancelled));
        var lives = await node.As(Positions.CustomerAdviser).Ask("/health/live", cancelled);
        await installation.Events.StartAgain(cancelled);
        var begun = Stopwatch.StartNew();
        await Installation.Eventually(async () => (await node.As(Positions.CustomerAdviser).Ask(Node.PathOf(customer), cancelled)).Status is 200, TimeSpan.FromSeconds(60), cancelled);
        var recovered = begun.Elapsed;

        return
        [
            new("V16.5.2", "a question while the database is stopped", $"{answer.Status} after {taken.TotalMilliseconds:0} ms, Retry-After {answer.RetryAfter ?? "missing"}",
                $"503 within {Soon.TotalSeconds:0} s, Retry-After", answer is { Status: 503, RetryAfter: not null } && taken <= Soon),
            new("V16.5.2", "/health/live meanwhile", $"{lives.Status}", "200", lives.Status is 200),
            new("V16.5.2", "from the start of the database to the answer, nothing restarted", $"{recovered.TotalSeconds:0.0} s", $"{Recovery.TotalSeconds:0} s", recovered <= Recovery),
        ];
    }

    private static async Task<(Answer Answer, TimeSpan Taken)> Timed(Func<Task<Answer>> question)
    {
        var clock = Stopwatch.StartNew();
        var answer = await question();
        return (answer, clock.Elapsed);
    }
}
