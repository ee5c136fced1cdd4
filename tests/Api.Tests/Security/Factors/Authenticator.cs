using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace CleaningEvents.Tests.Security.Factors;

/// <summary>A passkey in software: ES256, asks its holder each time, counts its uses, keeps to one origin. What tests break in it, a thief would.</summary>
public sealed class Authenticator : IDisposable
{
    private const byte Present = 0x01;
    private const byte Verified = 0x04;
    private const byte Attested = 0x40;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public byte[] CredentialId { get; } = RandomNumberGenerator.GetBytes(32);

    public string Origin { get; set; } = "http://localhost:5080";

    /// <summary>Whether it asks for finger, face or PIN.</summary>
    public bool AsksHolder { get; set; } = true;

    public uint Uses { get; set; }

    public void Dispose() => key.Dispose();

    /// <summary>What a browser makes of an offer, as <c>JSON.stringify</c> writes it.</summary>
    public string Create(string options)
    {
        using var asked = JsonDocument.Parse(options);
        var client = ClientData("webauthn.create", asked.RootElement.GetProperty("challenge").GetString()!);
        var attestation = new CborWriter();
        attestation.WriteStartMap(3);
        attestation.WriteTextString("fmt");
        attestation.WriteTextString("none");
        attestation.WriteTextString("attStmt");
        attestation.WriteStartMap(0);
        attestation.WriteEndMap();
        attestation.WriteTextString("authData");
        attestation.WriteByteString([.. Data(asked.RootElement.GetProperty("rp").GetProperty("id").GetString()!, Attested), .. Credential()]);
        attestation.WriteEndMap();
        return Written(new { clientDataJSON = Text(client), attestationObject = Text(attestation.Encode()), transports = Array.Empty<string>() });
    }

    /// <summary>What a browser signs of a question.</summary>
    public string Sign(string options)
    {
        using var asked = JsonDocument.Parse(options);
        var client = ClientData("webauthn.get", asked.RootElement.GetProperty("challenge").GetString()!);
        Uses++;
        var data = Data(asked.RootElement.GetProperty("rpId").GetString()!, 0);
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Written(new { clientDataJSON = Text(client), authenticatorData = Text(data), signature = Text(signature), userHandle = (string?)null });
    }

    private byte[] ClientData(string type, string challenge) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { type, challenge, origin = Origin, crossOrigin = false }));

    private byte[] Data(string rpId, byte more)
    {
        var count = BitConverter.GetBytes(Uses);
        Array.Reverse(count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(rpId)), (byte)(Present | (AsksHolder ? Verified : 0) | more), .. count];
    }

    private byte[] Credential()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var cose = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cose.WriteStartMap(5);
        (int Label, int Value)[] labels = [(1, 2), (3, -7), (-1, 1)];
        foreach (var (label, value) in labels)
        {
            cose.WriteInt32(label);
            cose.WriteInt32(value);
        }

        cose.WriteInt32(-2);
        cose.WriteByteString(point.X!);
        cose.WriteInt32(-3);
        cose.WriteByteString(point.Y!);
        cose.WriteEndMap();
        return [.. new byte[16], 0, (byte)CredentialId.Length, .. CredentialId, .. cose.Encode()];
    }

    private string Written(object response) => JsonSerializer.Serialize(new
    {
        id = Text(CredentialId),
        rawId = Text(CredentialId),
        type = "public-key",
        response,
        clientExtensionResults = new { },
    });

    private static string Text(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);
}
