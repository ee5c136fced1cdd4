using System.Diagnostics;
using CleaningEvents.Api.Access;
using CleaningEvents.Domain.Access;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CleaningEvents.Reliability.Sessions;

/// <summary>D4: what one of two nodes ends opens nothing on either a second later, while both are asked 200 times a second.</summary>
public static class EndedSessions
{
    private const int Rounds = 5;
    private const string Asked = "/api/access/me/sessions";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Bar = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<Finding>> Check(Installation installation, CancellationToken cancelled)
    {
        Node[] nodes = [await installation.Start(cancelled), await installation.Start(cancelled)];
        return
        [
            await Ended("a session revoked", (account, session) => ($"/api/access/accounts/{account}/sessions/{session}/revoke", new { }), installation, nodes, cancelled),
            await Ended("an account suspended", (account, _) => ($"/api/access/accounts/{account}/suspend", new SuspendAccount("Lost the phone")), installation, nodes, cancelled),
        ];
    }

    private static async Task<Finding> Ended(
        string done, Func<Guid, Guid, (string Path, object Body)> command, Installation installation, Node[] nodes, CancellationToken cancelled)
    {
        List<double> waited = [];
        var successes = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var (account, session, token) = await SignedIn(installation, cancelled);
            var (path, body) = command(account, session);
            var clock = Stopwatch.StartNew();
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
            var hammering = nodes.Select(x => Hammer(new Caller(x.Address, token), clock, enough.Token)).ToArray();
            await Task.Delay(Before, cancelled);
            (await nodes[0].As(Positions.SecurityAdministrator).Tell(path, body, cancelled)).Expect(204);
            var ended = clock.Elapsed;
            await Task.Delay(After, cancelled);
            await enough.CancelAsync();
            var answered = (await Task.WhenAll(hammering)).SelectMany(x => x).ToList();
            successes += answered.Count;
            waited.Add((answered.Max() - ended).TotalMilliseconds);
        }

        return new Finding(
            "D4", $"{done} on one of two nodes, {Rounds} times, both asked 100 times a second: from the 204 to the last answer 200",
            $"at most {waited.Max():0} ms; {successes} answers 200 in all", $"{Bar.TotalSeconds:0} s",
            successes > 0 && waited.Max() <= Bar.TotalMilliseconds);
    }

    /// <summary>When each answer 200 came.</summary>
    private static async Task<IReadOnlyList<TimeSpan>> Hammer(Caller caller, Stopwatch clock, CancellationToken enough)
    {
        List<Task<TimeSpan?>> asked = [];
        using var pace = new PeriodicTimer(Pace);
        try
        {
            while (await pace.WaitForNextTickAsync(enough))
                asked.Add(Ask(caller, clock));
        }
        catch (OperationCanceledException)
        {
        }

        return [.. (await Task.WhenAll(asked)).OfType<TimeSpan>()];
    }

    private static async Task<TimeSpan?> Ask(Caller caller, Stopwatch clock) =>
        (await caller.Ask(Asked, CancellationToken.None)).Status is 200 ? clock.Elapsed : null;

    /// <summary>Somebody new with a session on record and an access token of it.</summary>
    private static async Task<(Guid Account, Guid Session, string Token)> SignedIn(Installation installation, CancellationToken cancelled)
    {
        await using var application = await Application.Of(installation.Settings, cancelled);
        await using var store = application.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        var account = Guid.CreateVersion7();
        store.Events.StartStream<Account>(account, new AccountOpened(
            account, $"E{account:N}"[..20], $"ID{account:N}", "Bo Example", StandardRoles.PositionOf(Positions.AuditAdministrator), installation.BranchId));
        var token = ServerSettings.TokenOf(account, installation.Outside.FullName);
        var session = Guid.Parse(new JsonWebToken(token).GetClaim("sid").Value);
        store.Events.StartStream<Session>(session, new SessionBegan(session, account, DeviceId: null, ["pwd"], DateTimeOffset.UtcNow));
        await store.SaveChangesAsync(cancelled);
        return (account, session, token);
    }
}
