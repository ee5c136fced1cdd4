using CleaningEvents.Api.Hosting.Days;

namespace CleaningEvents.Tests.Days;

public class PlayedDayTests(Server server)
{
    [Fact]
    public async Task a_day_imported_twice_and_played_on_after_a_kill_is_whole_and_nothing_in_it_is_double()
    {
        var company = await CommandLine.OnEmptyDatabase(server);
        var file = Path.Combine(Path.GetTempPath(), $"day-{Guid.NewGuid():n}.json");
        await File.WriteAllBytesAsync(file, ComposeDay.Compose(jobs: 16, cleaners: 6, seed: 7), TestContext.Current.CancellationToken);
        try
        {
            (await company.Run("import-day", file, "--date", "2026-03-02")).Code.ShouldBe(0);
            var imported = await Events(company);
            (await company.Run("import-day", file, "--date", "2026-03-02")).Output.ShouldContain("0 new     16 already there");
            (await Events(company)).ShouldBe(imported);
        }
        finally
        {
            File.Delete(file);
        }

        await company.KillAt("40 %", "play-day", "--date", "2026-03-02");
        var second = await company.Run("play-day", "--date", "2026-03-02");
        second.Code.ShouldBe(0, second.Error);
        var played = await Events(company);
        var third = await company.Run("play-day", "--date", "2026-03-02");
        third.Output.ShouldNotContain("refused");
        (await Events(company)).ShouldBe(played);

        (await company.Rows<string>(
            """
            select type || ' ' || stream_id || ' ' || (data ->> 'cleanerId') || ' ' || coalesce(data ->> 'item', '') from mt_events
            where type in ('cleaner_checked_in', 'cleaner_checked_out', 'checklist_item_recorded', 'cleaner_no_show_recorded', 'access_problem_reported')
            group by 1 having count(*) > 1
            """)).ShouldBeEmpty();
        (await company.Rows<string>("select status from analytics.fact_job where status not in ('Completed', 'Cancelled')")).ShouldBeEmpty();
        (await company.Rows<bool>(
            """
            select unnest(array[bool_or(access_problem = 'NobodyHome'), bool_or(no_shows > 0), bool_or(minutes_late >= 15), bool_or(outcome = 'Partial'),
                bool_or(cancellation_reason = 'CustomerChangedPlans')]) from analytics.fact_job
            """)).ShouldBe([true, true, true, true, true]);
    }

    [Fact]
    public async Task a_file_that_is_no_day_is_told_and_nothing_is_imported()
    {
        var company = await CommandLine.OnEmptyDatabase(server);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{ "patients": [ ] """, TestContext.Current.CancellationToken);

        var answer = await company.Run("import-day", file, "--date", "2026-03-02");

        answer.Code.ShouldBe(1);
        answer.Error.ShouldContain("line 1");
        (await company.Rows<bool>("select to_regclass('public.mt_events') is null")).ShouldBe([true]);
        File.Delete(file);
    }

    private static async Task<long> Events(CommandLine company) => (await company.Rows<long>(
        // Every start destroys what is too old by its own clock, and says so; whoever looks leaves a trace each time, of which detectors make something.
        "select count(*) from mt_events where type not in ('retention_executed', 'record_accessed', 'permission_used', 'access_anomaly_detected')")).Single();
}
