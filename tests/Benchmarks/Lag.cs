using System.Collections.Concurrent;
using System.Diagnostics;

namespace CleaningEvents.Benchmarks;

/// <summary>How long after a command's answer the board shows it, under half of the load that the server can take, some of it lost races.</summary>
public static class Lag
{
    private const int Clients = 8;
    private const int WarmUp = 400;

    // A pair in 40 commands is 5 % of them.
    private const int PairEvery = 40;

    public static async Task Measure(Company company, Wanted wanted, Report report, CancellationToken cancelled)
    {
        Task Book(int client, int n) => company.Dispatcher.Post("/api/dispatch/jobs", Commands.Booking(company, client + n), 201);
        await Load.Times(WarmUp, Clients, Book, cancelled);
        var most = await Load.For(wanted.Each, Clients, Book, cancelled);
        var length = TimeSpan.FromSeconds(wanted.IsQuick ? 5 : 30);
        var works = await company.JobsInProgress(500, answers: 0, cancelled);
        await Progress.CaughtUp(company.Database, cancelled);

        var holes = await Holes(company, cancelled);
        var (lags, sent) = await Follow(company, works, most.PerSecond / 2, length, cancelled);
        holes = await Holes(company, cancelled) - holes;

        report.Part("Lag", $"From a command's answer until the board is at its log position: BookJob at half of {most.PerSecond:0} a second for {length.TotalSeconds:0} s; "
            + "in every 40 commands two are at the same time on the same external reference or the same job.");
        report.Table("Board behind the commands", ["a second", "lost races that left a hole", "p50 ms", "p99 ms", "longest ms"],
            [[$"{sent / length.TotalSeconds:0}", $"{holes}", $"{Load.Quantile(lags, 0.5):0}", $"{Load.Quantile(lags, 0.99):0}", $"{lags.Max():0}"]]);
    }

    /// <summary>Sends at a steady pace whatever the answers take, and looks on at the board.</summary>
    private static async Task<(double[] Lags, int Sent)> Follow(Company company, Work[] works, double rate, TimeSpan length, CancellationToken cancelled)
    {
        ConcurrentQueue<(long Position, long AnsweredAt)> answered = [];
        var sending = Send(company, works, rate, length, answered, cancelled);
        PriorityQueue<long, long> waiting = new();
        List<double> lags = [];
        await Progress.Follow(company.Database, position =>
        {
            while (answered.TryDequeue(out var answer))
                waiting.Enqueue(answer.AnsweredAt, answer.Position);
            while (waiting.TryPeek(out var at, out var reached) && reached <= position)
            {
                lags.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
                waiting.Dequeue();
            }

            return !sending.IsCompleted || !answered.IsEmpty || waiting.Count > 0;
        }, cancelled);
        return ([.. lags], await sending);
    }

    private static async Task<int> Send(
        Company company, Work[] works, double rate, TimeSpan length, ConcurrentQueue<(long, long)> answered, CancellationToken cancelled)
    {
        List<Task> all = [];
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < length)
        {
            for (var due = (int)(clock.Elapsed.TotalSeconds * rate); all.Count < due;)
                all.AddRange(Next(company, works, all.Count).Select(x => Note(x, answered)));
            await Task.Delay(1, cancelled);
        }

        await Task.WhenAll(all).WaitAsync(TimeSpan.FromMinutes(1), cancelled);
        return all.Count;
    }

    /// <summary>One booking, or two commands that cannot both be first.</summary>
    private static IEnumerable<Task<(bool, long? Position)>> Next(Company company, Work[] works, int n)
    {
        if (n % PairEvery != 0)
            return [company.Dispatcher.Post("/api/dispatch/jobs", Commands.Booking(company, n), 201)];
        if (n / PairEvery % 2 == 0)
            return [BookTwin(company, n), BookTwin(company, n)];

        var work = works[n / PairEvery % works.Length];
        return [Record(company, work, n), Record(company, work, n + 1)];
    }

    private static Task<(bool, long? Position)> BookTwin(Company company, int n) =>
        company.Dispatcher.Post("/api/dispatch/jobs", Commands.Booking(company, n, $"reference {n}"), 201, mayLose: true);

    private static Task<(bool, long? Position)> Record(Company company, Work work, int n) =>
        company.Dispatcher.Post($"/api/dispatch/jobs/{work.JobId}/record-item", Commands.Answer(work, n), 204, mayLose: true);

    private static async Task Note(Task<(bool, long? Position)> command, ConcurrentQueue<(long, long)> answered)
    {
        if ((await command).Position is { } position)
            answered.Enqueue((position, Stopwatch.GetTimestamp()));
    }

    private static Task<long> Holes(Company company, CancellationToken cancelled) =>
        Progress.Number(company.Database, "select coalesce(max(seq_id), 0) - count(*) from public.mt_events", cancelled);
}
