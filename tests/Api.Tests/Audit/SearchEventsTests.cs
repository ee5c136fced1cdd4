using CleaningEvents.Api.Audit;
using CleaningEvents.Api.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CleaningEvents.Tests.Audit;

public class SearchEventsTests(Server server)
{
    [Fact]
    public async Task the_newest_event_comes_first_unless_told_otherwise()
    {
        var job = await RecordedJob.On(server);

        (await Search($"stream={job.Id}")).Items.Select(x => x.Version).ShouldBe([5, 4, 3, 2, 1]);
        (await Search($"stream={job.Id}&order=asc")).Items.Select(x => x.Version).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task events_are_found_by_actor()
    {
        var (job, _) = (await RecordedJob.On(server), await RecordedJob.On(server));

        (await Search($"actor={job.Dispatcher}")).Items.Select(x => $"{x.Actor!.Name} {x.StreamId}").ShouldBe(Enumerable.Repeat($"Ada Example {job.Id}", 5));
        (await Search($"actor={Guid.Empty}&limit=200")).Items.ShouldAllBe(x => x.Actor!.Name == "installation");
    }

    [Fact]
    public async Task events_are_found_by_type()
    {
        var job = await RecordedJob.On(server);

        var found = (await Search("type=cleaner_checked_in&limit=200")).Items;
        found.ShouldContain(x => x.StreamId == job.Id);
        found.ShouldAllBe(x => x.Type == "cleaner_checked_in");
    }

    [Fact]
    public async Task events_are_found_by_correlation()
    {
        var job = await RecordedJob.On(server);

        (await Search($"correlation={job.Errand}")).Items.Select(x => x.StreamId).ShouldBe(Enumerable.Repeat(job.Id, 5));
        (await Search("correlation=nobody-had-this-errand")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task events_are_found_by_the_time_of_recording_from_included_to_excluded()
    {
        var job = await RecordedJob.On(server);
        var at = (await Search($"stream={job.Id}&order=asc")).Items.Select(x => $"{x.RecordedAt.UtcDateTime:O}").ToList();

        (await Search($"stream={job.Id}&from={at[1]}&to={at[3]}")).Items.Select(x => x.Version).ShouldBe([3, 2]);
        (await Search($"stream={job.Id}&from={at[1]}&to={at[3]}&order=asc")).Items.Select(x => x.Version).ShouldBe([2, 3]);
        (await Search($"stream={job.Id}&from={at[3]}")).Items.Select(x => x.Version).ShouldBe([5, 4]);
        (await Search($"stream={job.Id}&to={at[1]}")).Items.Select(x => x.Version).ShouldBe([1]);
        (await Search($"stream={job.Id}&from={at[3]}&to={at[1]}")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task filters_are_combined()
    {
        var job = await RecordedJob.On(server);
        var at = (await Search($"stream={job.Id}&type=job_assigned")).Items.ShouldHaveSingleItem().RecordedAt;

        (await Search($"actor={job.Dispatcher}&type=job_assigned&stream={job.Id}&correlation={job.Errand}&from={at.UtcDateTime:O}")).Items
            .ShouldHaveSingleItem().Version.ShouldBe(2);
        (await Search($"actor={job.Dispatcher}&type=branch_opened")).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("asc", "")]
    [InlineData("desc", "")]
    [InlineData("asc", "&from=2020-01-01T00:00Z&to=2999-01-01T00:00Z")]
    [InlineData("desc", "&from=2020-01-01T00:00Z&to=2999-01-01T00:00Z")]
    public async Task paging_leaves_no_gap_and_shows_nothing_twice(string order, string range)
    {
        var jobs = new[] { await RecordedJob.On(server), await RecordedJob.On(server) };
        List<long> seen = [];
        long? after = null;
        do
        {
            var page = await Search($"type=service_completed&limit=1&order={order}{range}{(after is null ? "" : $"&after={after}")}");
            seen.AddRange(page.Items.Select(x => x.Position));
            after = page.Next;
        }
        while (after is not null && seen.Count < 10_000);

        seen.ShouldBe(order is "asc" ? seen.Order() : seen.OrderDescending());
        seen.Distinct().Count().ShouldBe(seen.Count);
        foreach (var job in jobs)
            seen.ShouldContain((await Search($"stream={job.Id}&type=service_completed")).Items.Single().Position);
    }

    [Fact]
    public async Task a_page_says_where_the_newest_event_on_it_stands()
    {
        var job = await RecordedJob.On(server);
        var answer = await Get($"/api/audit/events?stream={job.Id}");

        answer.Position.ShouldBe(answer.Read<EventPage>().Items[0].Position);
    }

    [Fact]
    public async Task tombstones_are_left_out_and_archived_events_are_not()
    {
        var (job, errand) = (await RecordedJob.On(server), Guid.CreateVersion7().ToString("N"));
        await server.Archive(job.Id);
        await server.Rows(
            """
            with tombstones as (insert into mt_streams (id, version) values ($1, 1) returning id)
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, mt_dotnet_type)
            select nextval('mt_events_sequence'), gen_random_uuid(), id, 1, '{}', 'tombstone', now(), $2, $3 from tombstones
            """,
            Guid.NewGuid(), errand, $"{typeof(JasperFx.Events.Tombstone).FullName}, {typeof(JasperFx.Events.Tombstone).Assembly.GetName().Name}");

        (await Search($"correlation={errand}")).Items.ShouldBeEmpty();
        await Get("/api/audit/events?type=tombstone", status: 400);
        (await Search($"stream={job.Id}")).Items.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData("actor", "actor=somebody")]
    [InlineData("type", "type=job_exploded")]
    [InlineData("type", "type=%00")]
    [InlineData("stream", "stream=-1")]
    [InlineData("from", "from=2026-02-30T00:00:00Z")]
    [InlineData("from", "from=2026-03-01T00:00:00")]
    [InlineData("to", "to=99999-01-01T00:00:00Z")]
    [InlineData("to", "to=%00")]
    [InlineData("correlation", "correlation=%00")]
    [InlineData("correlation", "correlation=x%0Ay")]
    [InlineData("after", "after=-1")]
    [InlineData("after", "after=99999999999999999999")]
    [InlineData("after", "after=1e3")]
    [InlineData("limit", "limit=0")]
    [InlineData("limit", "limit=201")]
    [InlineData("limit", "limit=-2147483648")]
    [InlineData("limit", "limit=1&limit=2")]
    [InlineData("order", "order=newest")]
    public async Task a_question_that_makes_no_sense_is_answered_400_and_the_field(string field, string query) =>
        (await Get($"/api/audit/events?{query}", status: 400)).Body.ShouldContain($"\"{field}\"");

    [Theory]
    [InlineData("from=0001-01-01T00:00:00Z")]
    [InlineData("to=9999-12-31T23:59:59.9999999Z&from=9999-12-31T23:59:59.9999999Z")]
    [InlineData("after=9223372036854775807")]
    [InlineData("after=9223372036854775807&order=asc")]
    [InlineData("correlation=%F0%9F%92%A3%27%20or%201%3D1--")]
    [InlineData("correlation=%ED%A0%80")]
    [InlineData("actor=&type=&stream=&from=&to=&after=&limit=&order=")]
    [InlineData("colour=red")]
    public Task an_odd_question_is_answered(string query) => Get($"/api/audit/events?{query}");

    [Theory]
    [InlineData("events?after=-1", "after")]
    [InlineData("events?limit=201", "limit")]
    [InlineData("state", "version")]
    [InlineData("state?version=1&at=2026-03-01T00:00:00Z", "version")]
    [InlineData("state?version=0", "version")]
    [InlineData("state?version=x", "version")]
    [InlineData("state?at=yesterday", "at")]
    public async Task a_question_about_a_stream_that_makes_no_sense_is_answered_400_and_the_field(string question, string field) =>
        (await Get($"/api/audit/streams/{server.Company.Auditor.AccountId}/{question}", status: 400)).Body.ShouldContain($"\"{field}\"");

    [Fact]
    public async Task marten_leaves_the_indexes_of_the_search_alone()
    {
        await server.Host.Services.GetServices<IHostedService>().OfType<SchemaAtStart>().Single().StartAsync(TestContext.Current.CancellationToken);
        await server.Store.Storage.Database.AssertDatabaseMatchesConfigurationAsync(TestContext.Current.CancellationToken);

        (await server.Rows("select indexname from pg_indexes where indexname like 'ix_events_by_%' order by 1"))
            .Select(x => x[0]).ShouldBe(["ix_events_by_actor", "ix_events_by_correlation", "ix_events_by_time"]);
    }

    private async Task<EventPage> Search(string query) => (await Get($"/api/audit/events?{query}")).Read<EventPage>();

    private async Task<Answer> Get(string url, int status = 200) => (await server.Company.Auditor.Get(url)).ShouldBe(status);
}
