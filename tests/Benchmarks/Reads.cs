namespace CleaningEvents.Benchmarks;

/// <summary>How long people wait for what they look at most.</summary>
public static class Reads
{
    private const int EventsOfStream = 20;

    public static async Task Measure(Company company, Wanted wanted, Report report, CancellationToken cancelled)
    {
        var jobs = await company.FullDay(cancelled);
        var history = (await company.JobsInProgress(1, answers: EventsOfStream - 3, cancelled)).Single();
        await Progress.CaughtUp(company.Database, cancelled);

        report.Part("Reads", $"A board of {jobs} jobs with their crews, the history of a job with {EventsOfStream} events, pages of 50 found events.");
        (string What, Caller Who, string Path)[] questions =
        [
            ("board of a day", company.Dispatcher, $"/api/dispatch/board?branchId={company.BranchId}&day={JobSeeds.BoardDay:yyyy-MM-dd}"),
            ("history of a job", company.Auditor, $"/api/audit/streams/{history.JobId}/events"),
            ("newest events", company.Auditor, "/api/audit/events"),
            ("newest events of a type", company.Auditor, "/api/audit/events?type=job_booked"),
        ];
        List<string[]> rows = [];
        foreach (var (what, who, path) in questions)
        {
            var size = (await who.Get(path, cancelled)).Length;
            await Load.Times(100, 4, (_, _) => who.Get(path, cancelled), cancelled);
            foreach (var clients in new[] { 1, 4 })
                rows.Add(
                [
                    what, $"{size / 1024.0:0} KiB", $"{clients}",
                    .. Report.Figures(await Load.Times(wanted.IsQuick ? 100 : 600, clients, (_, _) => who.Get(path, cancelled), cancelled)),
                ]);
        }

        report.Table("Questions", ["question", "answer", "clients", "a second", "p50 ms", "p99 ms", "client's CPU"], rows);
    }
}
