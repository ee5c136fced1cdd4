using System.Net;
using System.Text;

namespace CleaningEvents.Tests.Hostile;

/// <summary>A request as it goes out: everything chosen, nothing sent.</summary>
public sealed record HostileRequest(
    Operation Operation, Caller Caller, string Method, string Url, IReadOnlyList<(string Name, string Value)> Headers, Body? Body)
{
    /// <summary>Whether the method is the operation's; else no operation answers.</summary>
    public bool IsOfOperation => Method == Operation.Method;

    public string? Key => Headers.FirstOrDefault(x => x.Name is "Idempotency-Key").Value;

    public HttpRequestMessage Message()
    {
        var message = new HttpRequestMessage(new HttpMethod(Method), Url) { Content = Body?.Content() };
        if (Caller.Token is not null)
            message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Caller.Token}");
        foreach (var (name, value) in Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        return message;
    }

    public override string ToString()
    {
        var headers = string.Concat(Headers.Select(x => $"{x.Name}: {Brief(x.Value)}\n"));
        return $"{Operation.Id} by {Caller.Name}\n{Method} {Brief(Url)}\n{headers}{Body}";
    }

    public static string Brief(string text) => text.Length <= 2_000 ? text : $"{text[..1_000]} … {text[^200..]} ({text.Length} characters)";
}

/// <summary>What a request carries; Content-Length says how long it is if it <paramref name="IsMeasured"/>, else it comes in chunks.</summary>
public sealed record Body(byte[] Bytes, string? ContentType = "application/json", string? ContentEncoding = null, bool IsMeasured = true)
{
    public HttpContent Content()
    {
        HttpContent content = IsMeasured ? new ByteArrayContent(Bytes) : new Unmeasured(Bytes);
        if (ContentType is not null)
            content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        if (ContentEncoding is not null)
            content.Headers.TryAddWithoutValidation("Content-Encoding", ContentEncoding);
        return content;
    }

    public override string ToString() =>
        $"Content-Type: {ContentType}\nContent-Encoding: {ContentEncoding}\n{(IsMeasured ? "measured" : "chunked")}, {Bytes.Length} bytes\n"
        + HostileRequest.Brief(Encoding.UTF8.GetString(Bytes));

    private sealed class Unmeasured(byte[] bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(bytes).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
