using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CleaningEvents.Api.Access.Detection;
using CleaningEvents.Api.Access.Detection.Outside;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Access.Detection;
using CleaningEvents.Projections.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace CleaningEvents.Tests.Access;

/// <summary>Alerts reach a webhook and a syslog server, each once when all goes well, and after a failure again.</summary>
public class TellOutsideTests(Server server)
{
    private const string Secret = "a secret of some length";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task a_webhook_gets_each_alert_signed_and_without_a_name()
    {
        using var receiver = new Receiver();
        using var webhook = new Webhook(receiver.Address, Secret);
        var (account, outside) = (await Begin(webhook), Outside(webhook));
        await Raise(account, minute: 0);
        await Told(outside, webhook, receiver, 1);
        await outside.Tell(webhook, Cancelled);

        var (headers, body) = receiver.Requests.Single();
        var told = JsonDocument.Parse(body).RootElement;
        told.GetProperty("rule").GetString().ShouldBe("R3");
        told.GetProperty("employeeNumber").GetString().ShouldBe((await server.Load<AccountDetails>(account))!.EmployeeNumber);
        headers["webhook-id"].ShouldBe(told.GetProperty("alertId").GetString());
        headers["webhook-signature"].ShouldBe($"v1,{Webhook.Signature(Secret, headers["webhook-id"], headers["webhook-timestamp"], body)}");
        body.ShouldNotContain("Ada");
    }

    [Fact]
    public async Task what_a_webhook_did_not_take_is_told_again_in_order()
    {
        using var receiver = new Receiver { Answer = HttpStatusCode.InternalServerError };
        using var webhook = new Webhook(receiver.Address, Secret);
        var (account, outside) = (await Begin(webhook), Outside(webhook));
        await Raise(account, minute: 0);
        await Raise(account, minute: 90);
        await Told(outside, webhook, receiver, 1);
        await outside.Tell(webhook, Cancelled);
        receiver.Requests.Count.ShouldBe(1, "It waits before the next attempt.");

        receiver.Answer = HttpStatusCode.OK;
        await Told(outside, webhook, receiver, 3);
        var ids = receiver.Requests.Select(x => x.Headers["webhook-id"]).ToList();
        ids[1].ShouldBe(ids[0]);
        ids[2].ShouldNotBe(ids[0]);
    }

    [Fact]
    public async Task a_webhook_follows_no_redirect()
    {
        using var elsewhere = new Receiver();
        using var receiver = new Receiver { Answer = HttpStatusCode.TemporaryRedirect, Location = elsewhere.Address };
        using var webhook = new Webhook(receiver.Address, Secret);
        var (account, outside) = (await Begin(webhook), Outside(webhook));
        await Raise(account, minute: 0);
        await Told(outside, webhook, receiver, 1);

        elsewhere.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("tcp")]
    [InlineData("udp")]
    public async Task a_syslog_server_gets_one_line_of_cef(string scheme)
    {
        using var tcp = new TcpListener(IPAddress.Loopback, 0);
        tcp.Start();
        using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)(scheme is "tcp" ? tcp.LocalEndpoint : udp.Client.LocalEndPoint!)).Port;
        var received = scheme is "tcp" ? ReadFramed(tcp) : ReadDatagram(udp);
        await new Syslog(new Uri($"{scheme}://127.0.0.1:{port}")).Tell(Alert("E-1"), Cancelled);

        var line = await received.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        line.ShouldStartWith("<84>1 2026-03-02T10:00:00.000Z ");
        line.ShouldContain(" cleaning-events ");
        line.ShouldContain("CEF:0|CleaningEvents|cleaning-events|1|R3|");
        line.ShouldContain("suser=E-1 ");
    }

    [Fact]
    public void no_value_ends_the_line_or_a_field()
    {
        var line = SyslogLine.Of(Alert("E|1=\n\u001b[31m<84>1 forged\\") with { LooksFor = "a|b\r\nc" });

        line.Any(char.IsControl).ShouldBeFalse();
        line.ShouldContain(@"|a\|b  c|");
        line.ShouldContain(@"suser=E|1\=  [31m<84>1 forged\\ ");
    }

    [Fact]
    public void only_a_proper_address_is_taken_from_the_configuration()
    {
        Should.Throw<InvalidOperationException>(() => Channels(("Alerts:Webhook:Address", "file:///etc/passwd"), ("Alerts:Webhook:Secret", Secret)));
        Should.Throw<InvalidOperationException>(() => Channels(("Alerts:Webhook:Address", "https://example.org/")));
        Should.Throw<InvalidOperationException>(() => Channels(("Alerts:Syslog:Address", "http://example.org/")));
        Channels(("Alerts:Webhook:Address", "https://example.org/"), ("Alerts:Webhook:Secret", Secret), ("Alerts:Syslog:Address", "tls://example.org:6514")).Count.ShouldBe(2);
        Channels().ShouldBeEmpty();
    }

    private TellOutside Outside(IAlertChannel channel) => new(server.Store, server.Database, [channel], NullLogger<TellOutside>.Instance);

    /// <summary>A channel that knows all up to now, and somebody to raise alerts about.</summary>
    private async Task<Guid> Begin(IAlertChannel channel)
    {
        await server.CaughtUp();
        await server.Rows("delete from public.alert_channel where channel = $1", channel.Name);
        await Outside(channel).Tell(channel, Cancelled);
        return (await server.Company.Employ(Positions.Dispatcher, Scope.Branch)).AccountId;
    }

    private async Task Raise(Guid account, int minute)
    {
        var now = new Signal(7, new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero).AddMinutes(minute), SignalKind.Opened, account);
        await server.Host.Services.GetRequiredService<Alarms>().Raise(
            new Alert("R3", now, new Finding(account, account, now.At.AddMinutes(-5), 15, 15, [7]), AlertResponse.Notify, TimeSpan.FromHours(1)), Cancelled);
    }

    private static async Task Told(TellOutside outside, IAlertChannel channel, Receiver receiver, int requests)
    {
        for (var tries = 0; receiver.Requests.Count < requests; tries++)
        {
            tries.ShouldBeLessThan(100);
            await outside.Tell(channel, Cancelled);
            await Task.Delay(100, Cancelled);
        }
    }

    private static ToldAlert Alert(string employeeNumber)
    {
        var at = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
        return new ToldAlert(Guid.NewGuid(), 7, new AccessAnomalyDetected(
            Guid.NewGuid(), Guid.NewGuid(), "R3", Guid.NewGuid(), Guid.NewGuid(), null, at.AddMinutes(-5), at, 15, 16, [7], AlertResponse.Notify), employeeNumber, "Records opened in order.");
    }

    private static List<IAlertChannel> Channels(params (string Key, string Value)[] settings) =>
        [.. AlertChannels.Configured(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(x => x.Key, x => (string?)x.Value)).Build())];

    private static async Task<string> ReadFramed(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancelled);
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        var text = await reader.ReadToEndAsync(Cancelled);
        var length = int.Parse(text.Split(' ')[0]);
        var line = text[(text.IndexOf(' ') + 1)..];
        Encoding.UTF8.GetByteCount(line).ShouldBe(length);
        return line;
    }

    private static async Task<string> ReadDatagram(UdpClient udp) => Encoding.UTF8.GetString((await udp.ReceiveAsync(Cancelled)).Buffer);

    /// <summary>Somebody who listens on a port of this machine.</summary>
    private sealed class Receiver : IDisposable
    {
        private readonly HttpListener listener = new();

        public Receiver()
        {
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
            }

            listener.Prefixes.Add(Address.AbsoluteUri);
            listener.Start();
            _ = Listen();
        }

        public Uri Address { get; }

        public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

        public Uri? Location { get; init; }

        public List<(Dictionary<string, string> Headers, string Body)> Requests { get; } = [];

        public void Dispose() => listener.Close();

        private async Task Listen()
        {
            while (listener.IsListening)
                try
                {
                    var context = await listener.GetContextAsync();
                    using var reader = new StreamReader(context.Request.InputStream);
                    Requests.Add((context.Request.Headers.AllKeys.ToDictionary(x => x!.ToLowerInvariant(), x => context.Request.Headers[x]!), await reader.ReadToEndAsync()));
                    context.Response.StatusCode = (int)Answer;
                    if (Location is not null)
                        context.Response.RedirectLocation = Location.AbsoluteUri;
                    context.Response.Close();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
        }
    }
}
