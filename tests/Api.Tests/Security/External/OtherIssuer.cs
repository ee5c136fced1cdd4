using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CleaningEvents.Tests.Security.External;

/// <summary>An OpenID Connect issuer that is not ours, in a process of its own, with a key that the test knows too.</summary>
public sealed class OtherIssuer : IAsyncDisposable
{
    private const string Package = "oidc-provider@9.13.3";

    private readonly RSA key = RSA.Create(2048);
    private readonly Process process;

    private OtherIssuer(Process process, RSA key, int port) => (this.process, this.key, Authority) = (process, key, $"http://127.0.0.1:{port}");

    public string Authority { get; }

    /// <summary>What its tokens are signed with.</summary>
    public SigningCredentials Credentials => new(new RsaSecurityKey(key) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256);

    public static async Task<OtherIssuer> Start(string audience, string clientId)
    {
        var folder = await Provided();
        var (port, key) = (FreePort(), RSA.Create(2048));
        var settings = JsonSerializer.Serialize(new { port, audience, clientId, key = JwkOf(key) });
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "provider.mjs"), settings]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var issuer = new OtherIssuer(process, key, port);
        // Its warnings of being for development must not fill the pipe.
        _ = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line is "ready")
                return issuer;

        throw new InvalidOperationException("The other issuer did not start.");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        key.Dispose();
    }

    /// <summary>A token that it could make, but for <paramref name="change"/>.</summary>
    public string Token(string audience, string clientId, string subject, Action<SecurityTokenDescriptor>? change = null)
    {
        var now = DateTime.UtcNow;
        var described = new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = Authority,
            Audience = audience,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = subject,
                ["client_id"] = clientId,
                ["sid"] = Guid.NewGuid().ToString("n"),
                ["employee_number"] = subject,
                ["auth_time"] = EpochTime.GetIntDate(now),
            },
            NotBefore = now,
            Expires = now.AddMinutes(5),
            SigningCredentials = Credentials,
        };
        change?.Invoke(described);
        return new JsonWebTokenHandler().CreateToken(described);
    }

    /// <summary>The folder with the package, brought by npm once for all runs.</summary>
    private static async Task<string> Provided([CallerFilePath] string here = "")
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "oidc-provider");
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(Path.GetDirectoryName(here)!, "provider.mjs"), Path.Combine(folder, "provider.mjs"), overwrite: true);
        if (Directory.Exists(Path.Combine(folder, "node_modules", "oidc-provider")))
            return folder;

        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", Package]))!;
            await npm.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipUnless(npm.ExitCode is 0, $"NOT TESTED: npm cannot bring {Package}, the issuer that is not ours.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"NOT TESTED: Node.js and npm are not installed, which run {Package}, the issuer that is not ours.");
        }

        return folder;
    }

    private static object JwkOf(RSA key)
    {
        var all = key.ExportParameters(includePrivateParameters: true);
        return new
        {
            kty = "RSA",
            kid = "k1",
            use = "sig",
            alg = "RS256",
            n = In(all.Modulus),
            e = In(all.Exponent),
            d = In(all.D),
            p = In(all.P),
            q = In(all.Q),
            dp = In(all.DP),
            dq = In(all.DQ),
            qi = In(all.InverseQ),
        };
    }

    private static string In(byte[]? bytes) => WebEncoders.Base64UrlEncode(bytes!);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
