using CleaningEvents.Api.Dispatch;
using CleaningEvents.Benchmarks.Bare;
using CleaningEvents.Domain.Dispatch;
using Npgsql;

namespace CleaningEvents.Benchmarks;

/// <summary>How many commands a second: ours whole, beside the bare stack and beside plain inserts of the same rows, in turn.</summary>
public static class Commands
{
    private const int JobsAtOnce = 512;

    public static async Task Measure(Company company, Wanted wanted, Report report, CancellationToken cancelled)
    {
        var connection = await company.Cluster.Database("bare", cancelled);
        await using var database = NpgsqlDataSource.Create(connection);
        await using var server = await ServerProcess.Start(
            Path.Combine(AppContext.BaseDirectory, "CleaningEvents.Benchmarks.dll"), ["bare"], Path.Combine(company.Cluster.Folder, "bare.log"),
            new Dictionary<string, string> { ["ConnectionStrings:bare"] = connection }, "/ready", cancelled);
        var bare = new Caller(server.Address);

        report.Part("Commands", "Whole commands over HTTP on the loopback, each client one after the other; raw: the same event rows by plain prepared inserts, "
            + "one commit each; bare: an endpoint of the same stack without sign-in, permission, idempotency and preconditions. Rounds in turn, median of each figure.");
        Task<Measurement> Send(Scenario scenario, int clients) => Quietly(scenario, clients, wanted.Each, [company.Database, database], cancelled);
        await Compare("BookJob", new RawInserts(company.Database, "job_booked"),
            x => Send(Booking(company), x), x => Send(BareBooking(company, bare), x), wanted, report, cancelled);
        await Compare("RecordChecklistItem", new RawInserts(company.Database, "checklist_item_recorded"),
            x => Send(Recording(company, cancelled), x), x => Send(BareRecording(company, bare, cancelled), x), wanted, report, cancelled);
    }

    /// <summary>Bookings of one-hour jobs at the company's sites.</summary>
    public static BookJob Booking(Company company, int n, string? reference = null) => new(
        Guid.CreateVersion7(), company.Sites[n % company.Sites.Length], new StartWindow(Company.Monday.AddHours(9), Company.Monday.AddHours(17)),
        [new BookJob.Part("regular", 60)], [new ChecklistItem("kitchen", Required: true), new ChecklistItem("windows", Required: false)], reference);

    public static RecordChecklistItem Answer(Work work, int n) =>
        new(work.CleanerId, JobSeeds.Item(n % JobSeeds.Items), ItemOutcome.Done, $"Answer {n}");

    /// <summary>Begins when nobody's read models are behind any more, so that nobody pays for another's work.</summary>
    private static async Task<Measurement> Quietly(
        Scenario scenario, int clients, TimeSpan length, NpgsqlDataSource[] databases, CancellationToken cancelled)
    {
        var once = await scenario(clients);
        foreach (var database in databases)
            await Progress.CaughtUp(database, cancelled);
        return await Load.For(length, clients, once, cancelled);
    }

    private static async Task Compare(
        string command, RawInserts raw, Func<int, Task<Measurement>> ours, Func<int, Task<Measurement>> bare,
        Wanted wanted, Report report, CancellationToken cancelled)
    {
        // So that neither is measured while it compiles itself.
        await ours(8);
        await bare(8);
        await raw.Prepare(cancelled);

        List<string[]> rows = [];
        foreach (var clients in wanted.Clients)
        {
            List<Measurement> rawRounds = [], oursRounds = [], bareRounds = [];
            for (var round = 0; round < wanted.Rounds; round++)
            {
                oursRounds.Add(await ours(clients));
                bareRounds.Add(await bare(clients));
                rawRounds.Add(await raw.Measure(wanted.Each, clients, cancelled));
            }

            rows.AddRange(Rows(clients, Measurement.Median(rawRounds), Measurement.Median(oursRounds), Measurement.Median(bareRounds)));
        }

        report.Table(command, ["clients", "what", "a second", "p50 ms", "p99 ms", "client's CPU", "to raw", "to bare"], rows);
    }

    private static IEnumerable<string[]> Rows(int clients, Measurement raw, Measurement ours, Measurement bare) =>
        new[] { ("raw", raw), ("ours", ours), ("bare", bare) }.Select(x => (string[])
        [
            $"{clients}", x.Item1, .. Report.Figures(x.Item2), $"{x.Item2.PerSecond / raw.PerSecond:0.00}", $"{x.Item2.PerSecond / bare.PerSecond:0.00}",
        ]);

    private static Scenario Booking(Company company) => _ =>
        Task.FromResult<Func<int, int, Task>>((client, n) => company.Dispatcher.Post("/api/dispatch/jobs", Booking(company, client + n), 201));

    private static Scenario BareBooking(Company company, Caller bare) => _ =>
        Task.FromResult<Func<int, int, Task>>((client, n) => bare.Post("/bare/jobs", Bare(Booking(company, client + n)), 201));

    private static Scenario Recording(Company company, CancellationToken cancelled) => async clients =>
    {
        var works = await company.JobsInProgress(JobsAtOnce, answers: 0, cancelled);
        return (client, n) => Of(works, clients, client, n) is var work
            ? company.Dispatcher.Post($"/api/dispatch/jobs/{work.JobId}/record-item", Answer(work, n), 204)
            : Task.CompletedTask;
    };

    private static Scenario BareRecording(Company company, Caller bare, CancellationToken cancelled) => async clients =>
    {
        var bookings = Enumerable.Range(0, JobsAtOnce).Select(n => Bare(Booking(company, n))).ToArray();
        await Load.Times(JobsAtOnce, 8, (client, n) => bare.Post("/bare/jobs", bookings[client + 8 * n], 201), cancelled);
        var works = bookings.Select(x => new Work(x.JobId, x.SiteId)).ToArray();
        return (client, n) => Of(works, clients, client, n) is var work
            ? bare.Post($"/bare/jobs/{work.JobId}/record-item", Answer(work, n), 204)
            : Task.CompletedTask;
    };

    /// <summary>Each client goes round its own jobs.</summary>
    private static Work Of(Work[] works, int clients, int client, int n) => works[client + clients * (n % (works.Length / clients))];

    private static BookBareJob Bare(BookJob x) =>
        new(x.JobId, x.SiteId, x.Window, [.. x.Positions.Select((y, i) => new Position(i + 1, y.Skill, y.DurationMinutes))], x.Checklist);

    /// <summary>Prepares what so many clients need and says what each sends.</summary>
    private delegate Task<Func<int, int, Task>> Scenario(int clients);
}
