using System.Diagnostics;
using CleaningEvents.Api.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleaningEvents.Tests.Security;

/// <summary>What another node knows of sessions.</summary>
public class SessionMemoryTests(Server server)
{
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(1);

    private readonly SessionMemory memory = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task another_node_that_remembers_a_session_hears_within_a_second_that_it_was_ended()
    {
        using var feed = new ChangeFeed(server.Database, "session_ended", memory, NullLogger<ChangeFeed>.Instance);
        await feed.StartAsync(Cancelled);
        await Until(() => new ValueTask<bool>(memory.Hears));
        var (sessions, id) = (Sessions(), await Begun());
        (await sessions.IsLive(id, Cancelled)).ShouldBeTrue();
        memory.TryFind(id, out _).ShouldBeTrue();

        await End(id);

        (await Until(async () => !await sessions.IsLive(id, Cancelled))).ShouldBeLessThan(Bar);
        await feed.StopAsync(Cancelled);
    }

    [Fact]
    public async Task a_node_that_hears_nothing_asks_each_time()
    {
        var (sessions, id) = (Sessions(), await Begun());
        (await sessions.IsLive(id, Cancelled)).ShouldBeTrue();
        await End(id);
        (await sessions.IsLive(id, Cancelled)).ShouldBeFalse();
    }

    [Fact]
    public void what_was_read_before_a_change_does_not_count_when_it_is_kept_after()
    {
        memory.Trust(heard: true);
        var (id, generation) = (Guid.NewGuid(), memory.Generation);
        memory.Forget();
        memory.Keep(id, true, DateTimeOffset.UtcNow.AddMinutes(1), generation);
        memory.TryFind(id, out _).ShouldBeFalse();
    }

    private Sessions Sessions() => ActivatorUtilities.CreateInstance<Sessions>(server.Host.Services, memory);

    private async Task<Guid> Begun()
    {
        var (_, number) = await server.Enrolled();
        using var browser = new Browser(server);
        using var session = new SignedInBrowser(server, browser, (await browser.Redeem(await browser.Code(number, Employees.Password))).Body);
        return session.SessionId;
    }

    private Task End(Guid id) => server.Host.Services.GetRequiredService<Sessions>()
        .End(id, Domain.Access.SessionEnd.Anomaly, Api.Http.CommandContext.OfInstallation("", Cancelled));

    private static async Task<TimeSpan> Until(Func<ValueTask<bool>> holds)
    {
        var waited = Stopwatch.StartNew();
        while (!await holds())
        {
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
            await Task.Delay(5, Cancelled);
        }

        return waited.Elapsed;
    }
}
