using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CleaningEvents.Tests.Security.Keys;

/// <summary>Speaks as much of the protocol of AWS KMS as wrapping needs, and really keeps keys.</summary>
public sealed class FakeKms : IAsyncDisposable
{
    private const int Nonce = 12;
    private const int Tag = 16;

    private readonly WebApplication app;
    private readonly Dictionary<string, byte[]> keys = [];

    private FakeKms(WebApplication app) => this.app = app;

    public string Url => app.Urls.Single();

    public static async Task<FakeKms> Start(params string[] keyIds)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var kms = new FakeKms(app);
        foreach (var id in keyIds)
            kms.keys[id] = RandomNumberGenerator.GetBytes(32);
        app.MapPost("/", kms.Answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return kms;
    }

    public void Delete(string keyId) => keys.Remove(keyId);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        var question = (await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted))!;
        var (status, answer) = !http.Request.Headers.Authorization.ToString().StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal)
            ? (400, Fault("IncompleteSignatureException"))
            : !keys.TryGetValue((string)question["KeyId"]!, out var key) ? (400, Fault("NotFoundException"))
            : Do(http.Request.Headers["X-Amz-Target"].ToString(), question, key);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/x-amz-json-1.1";
        await http.Response.WriteAsync(answer.ToJsonString(), http.RequestAborted);
    }

    private static (int, JsonObject) Do(string target, JsonNode question, byte[] key) => target switch
    {
        "TrentService.Encrypt" => (200, Encrypt(question, key)),
        "TrentService.Decrypt" => Decrypt(question, key),
        _ => (400, Fault("UnknownOperationException")),
    };

    private static JsonObject Encrypt(JsonNode question, byte[] key)
    {
        var (plain, nonce, tag) = (Bytes(question, "Plaintext"), RandomNumberGenerator.GetBytes(Nonce), new byte[Tag]);
        var cipher = new byte[plain.Length];
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(nonce, plain, cipher, tag, Context(question));
        return new JsonObject { ["KeyId"] = (string)question["KeyId"]!, ["CiphertextBlob"] = Convert.ToBase64String([.. nonce, .. cipher, .. tag]) };
    }

    private static (int, JsonObject) Decrypt(JsonNode question, byte[] key)
    {
        var blob = Bytes(question, "CiphertextBlob");
        var plain = new byte[blob.Length - Nonce - Tag];
        using var aes = new AesGcm(key, Tag);
        try
        {
            aes.Decrypt(blob.AsSpan(0, Nonce), blob.AsSpan(Nonce, plain.Length), blob.AsSpan(Nonce + plain.Length), plain, Context(question));
            return (200, new JsonObject { ["KeyId"] = (string)question["KeyId"]!, ["Plaintext"] = Convert.ToBase64String(plain) });
        }
        catch (AuthenticationTagMismatchException)
        {
            return (400, Fault("InvalidCiphertextException"));
        }
    }

    private static byte[] Context(JsonNode question) =>
        Encoding.UTF8.GetBytes(string.Join('\n', question["EncryptionContext"]!.AsObject().OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => $"{x.Key}={x.Value}")));

    private static byte[] Bytes(JsonNode question, string member) => Convert.FromBase64String((string)question[member]!);

    private static JsonObject Fault(string type) => new() { ["__type"] = type, ["message"] = type };
}
