using CleaningEvents.Api.Dispatch;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Projections.Analytics;
using CleaningEvents.Projections.Dispatch;
using Npgsql;

namespace CleaningEvents.Tests.Analytics;

public class FactJobTests(Server server)
{
    private readonly Company company = server.Company;

    [Fact]
    public async Task an_analyst_finds_what_became_of_a_job()
    {
        server.Clock.TurnTo(Company.At(10.5));
        var (cleaner, cleo) = await company.Cleaner();
        var job = await company.Job();
        var url = $"/api/dispatch/jobs/{job}";
        (await company.Dispatcher.Post($"{url}/assign", Company.Crew((cleaner, 10)))).ShouldBe(204);
        (await cleo.Post($"{url}/check-in", new CheckIn(cleaner, CheckInMethod.Qr))).ShouldBe(204);
        server.Clock.TurnTo(Company.At(11.5));
        (await cleo.Post($"{url}/check-out", new CheckOut(cleaner))).ShouldBe(204);
        var last = await cleo.Post($"{url}/complete", new CompleteJob(cleaner, CompletionOutcome.Partial, "No time."));
        await server.CaughtUp();

        var row = (await server.Rows(
            "select date_key, status, outcome, minutes_late, crew_minutes, missing_items, lead_cleaner_id, position from analytics.fact_job where job_id = $1", job)).Single();

        row.ShouldBe([20260302, "Completed", "Partial", 30, 60, 1, cleaner, last.Position!.Value]);
        (await server.Rows("select weekday from analytics.dim_date where date_key = 20260302")).Single().Single().ShouldBe(1);
    }

    [Fact]
    public async Task a_rebuild_leaves_the_same_rows()
    {
        server.Clock.TurnTo(Company.At(10.5));
        var (cleaner, cleo) = await company.Cleaner();
        var jobs = new List<Guid> { await company.Job(), await company.Job(), await company.Job() };
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{jobs[0]}/assign", Company.Crew((cleaner, 10)))).ShouldBe(204);
        (await cleo.Post($"/api/dispatch/jobs/{jobs[0]}/check-in", new CheckIn(cleaner, CheckInMethod.Qr))).ShouldBe(204);
        (await company.Dispatcher.Post($"/api/dispatch/jobs/{jobs[1]}/cancel", new CancelJob(CancellationReason.CompanyWeather))).ShouldBe(204);
        await server.CaughtUp();
        var before = await Everything();

        await server.Rebuild<FactJob>();
        await server.Rebuild<DimSite>();
        await server.Rebuild<DimCleaner>();
        await server.Rebuild<BoardCardProjection>();

        before.ShouldNotBeEmpty();
        (await Everything()).ShouldBe(before);
    }

    [Fact]
    public async Task every_table_and_column_says_what_it_is()
    {
        (await server.Rows(
            """
            select c.table_name || '.' || c.column_name from information_schema.columns c
            where c.table_schema = 'analytics'
            and col_description((c.table_schema || '.' || c.table_name)::regclass, c.ordinal_position) is null
            """)).ShouldBeEmpty();
        (await server.Rows(
            "select relname from pg_class where relnamespace = 'analytics'::regnamespace and relkind = 'r' and obj_description(oid) is null")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("select count(*) from analytics.fact_job", true)]
    [InlineData("select count(*) from public.mt_events", false)]
    [InlineData("select count(*) from public.mt_doc_customerdetails", false)]
    [InlineData("select count(*) from dispatch.cleaner_booking", false)]
    [InlineData("delete from analytics.fact_job", false)]
    public async Task an_analyst_reads_the_star_schema_and_nothing_else(string sql, bool allowed)
    {
        await using var connection = await server.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await Run("set local role analyst");

        if (allowed) await Run(sql);
        else (await Should.ThrowAsync<PostgresException>(Run(sql))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

        async Task Run(string text)
        {
            await using var command = new NpgsqlCommand(text, connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task<List<string>> Everything()
    {
        List<string> rows = [];
        foreach (var table in new[] { "analytics.fact_job", "analytics.dim_date", "analytics.dim_site", "analytics.dim_cleaner" })
            rows.AddRange((await server.Rows($"select t::text from {table} t order by 1")).Select(x => (string)x[0]));
        rows.AddRange((await server.Rows("select data::text from mt_doc_boardcard order by id")).Select(x => (string)x[0]));
        return rows;
    }
}
