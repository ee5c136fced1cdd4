using System.Text.Json;
using CleaningEvents.Api.Audit;
using CleaningEvents.Projections;
using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Dispatch;

namespace CleaningEvents.Tests.Audit;

public class GetStreamStateTests(Server server)
{
    [Fact]
    public async Task a_job_is_shown_as_it_was_after_a_version()
    {
        var job = await RecordedJob.On(server);
        var events = (await Get($"/api/audit/streams/{job.Id}/events")).Read<EventPage>().Items;
        var state = (await Get($"/api/audit/streams/{job.Id}/state?version=3")).Read<StateAsOf>();

        (state.Version, state.Position, state.RecordedAt).ShouldBe((3, events[2].Position, events[2].RecordedAt));
        state.Document.GetProperty("version").GetInt64().ShouldBe(3);
        state.Document.GetProperty("status").GetString().ShouldBe("InProgress");
        state.Document.GetProperty("crew")[0].GetProperty("minutesLate").GetInt32().ShouldBe(3);
        state.Document.GetProperty("completion").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task a_job_is_shown_as_it_was_known_at_an_instant()
    {
        var job = await RecordedJob.On(server);
        var events = (await Get($"/api/audit/streams/{job.Id}/events")).Read<EventPage>().Items;
        var between = events[1].RecordedAt + (events[2].RecordedAt - events[1].RecordedAt) / 2;

        (await At(job.Id, between)).Read<StateAsOf>().Version.ShouldBe(2);
        (await At(job.Id, events[2].RecordedAt)).Read<StateAsOf>().Version.ShouldBe(3);
        (await At(job.Id, events[4].RecordedAt.AddYears(1))).Read<StateAsOf>().Version.ShouldBe(5);
        await At(job.Id, events[0].RecordedAt.AddMicroseconds(-1), status: 404);
    }

    [Fact]
    public async Task the_latest_state_is_the_live_read_model()
    {
        var job = await RecordedJob.On(server);

        await IsLive<JobDetails>(job.Id, version: 5);
        await IsLive<AccountDetails>(job.Dispatcher, version: 2);
    }

    [Fact]
    public async Task what_had_not_happened_yet_is_not_found()
    {
        var job = await RecordedJob.On(server);

        await Get($"/api/audit/streams/{job.Id}/state?version=6", status: 404);
        await Get($"/api/audit/streams/{job.Id}/state?version={long.MaxValue}", status: 404);
        await Get($"/api/audit/streams/{job.Id}/state?at=0001-01-01T00:00:00Z", status: 404);
        await Get($"/api/audit/streams/{Guid.CreateVersion7()}/state?version=1", status: 404);
    }

    [Fact]
    public void every_read_model_with_a_version_can_be_shown_as_it_was()
    {
        var shown = Catalogue.Streams.Select(x => x.Model);
        var versioned = typeof(Catalogue).Assembly.GetExportedTypes().Where(x => x.IsAssignableTo(typeof(IVersioned)) && x.IsClass);

        shown.ShouldBe(versioned, ignoreOrder: true);
    }

    private async Task IsLive<T>(Guid id, long version) where T : notnull
    {
        var state = (await Get($"/api/audit/streams/{id}/state?version={version}")).Read<StateAsOf>();
        var live = JsonSerializer.SerializeToElement(await server.Load<T>(id), Person.Json);

        JsonElement.DeepEquals(state.Document, live).ShouldBeTrue($"{state.Document}\n{live}");
    }

    private Task<Answer> At(Guid id, DateTimeOffset instant, int status = 200) =>
        Get($"/api/audit/streams/{id}/state?at={instant.UtcDateTime:O}", status);

    private async Task<Answer> Get(string url, int status = 200) => (await server.Company.Auditor.Get(url)).ShouldBe(status);
}
