using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CleaningEvents.Api.Access.Detection.Outside;

/// <summary>
/// Posts alerts as JSON to the configured address, signed as Standard Webhooks says: HMAC-SHA-256 over id, time and body. It follows no
/// redirect, so that nobody sends it elsewhere.
/// </summary>
public sealed class Webhook(Uri address, string secret) : IAlertChannel, IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(10) };

    public string Name => "webhook";

    public async Task Tell(ToldAlert alert, CancellationToken cancelled)
    {
        var body = JsonSerializer.Serialize(new Body(alert), Json);
        var at = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", $"{alert.Id}");
        request.Headers.Add("webhook-timestamp", at);
        request.Headers.Add("webhook-signature", $"v1,{Signature(secret, $"{alert.Id}", at, body)}");
        using var answer = await http.SendAsync(request, cancelled);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"The webhook answered {(int)answer.StatusCode}.");
    }

    /// <summary>What stands after <c>v1,</c>: Base64 of the HMAC.</summary>
    public static string Signature(string secret, string id, string timestamp, string body) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));

    public void Dispose() => http.Dispose();

    private sealed class Body(ToldAlert alert)
    {
        public string Type => "access.anomaly-detected";

        public Guid AlertId => alert.Id;

        public Guid CaseId => alert.Detected.MisuseCaseId;

        public string Rule => alert.Detected.Rule;

        public string LooksFor => alert.LooksFor;

        public Guid? AccountId => alert.Detected.AccountId;

        public string? EmployeeNumber => alert.EmployeeNumber;

        public Guid? SessionId => alert.Detected.SessionId;

        public DateTimeOffset From => alert.Detected.From;

        public DateTimeOffset Until => alert.Detected.Until;

        public double Baseline => alert.Detected.Baseline;

        public double Observed => alert.Detected.Observed;

        public IReadOnlyList<long> Evidence => alert.Detected.Evidence;

        public string Response => alert.Detected.Response.ToString();

        public long Position => alert.Position;
    }
}
