using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace CleaningEvents.Api.Access.Detection.Outside;

/// <summary>Sends alerts to a syslog server: RFC 5424 with a body in CEF, over UDP, or framed (RFC 6587) over TCP or TLS.</summary>
public sealed class Syslog(Uri address) : IAlertChannel
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public string Name => "syslog";

    public async Task Tell(ToldAlert alert, CancellationToken cancelled)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        limit.CancelAfter(Patience);
        var message = Encoding.UTF8.GetBytes(SyslogLine.Of(alert));
        if (address.Scheme is "udp")
            await SendDatagram(message, limit.Token);
        else
            await SendFramed(message, limit.Token);
    }

    private async Task SendDatagram(byte[] message, CancellationToken cancelled)
    {
        using var udp = new UdpClient();
        await udp.SendAsync(message, address.Host, address.Port, cancelled);
    }

    private async Task SendFramed(byte[] message, CancellationToken cancelled)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(address.Host, address.Port, cancelled);
        await using var stream = await Secured(tcp.GetStream(), cancelled);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{message.Length} "), cancelled);
        await stream.WriteAsync(message, cancelled);
        await stream.FlushAsync(cancelled);
    }

    private async Task<Stream> Secured(NetworkStream stream, CancellationToken cancelled)
    {
        if (address.Scheme is "tcp")
            return stream;

        var secured = new SslStream(stream);
        await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.Host }, cancelled);
        return secured;
    }
}
