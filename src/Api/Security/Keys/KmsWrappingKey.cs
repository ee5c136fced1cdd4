using Amazon;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;

namespace CleaningEvents.Api.Security.Keys;

/// <summary>A wrapping key that never leaves AWS KMS or what speaks its protocol. Credentials come from where the AWS SDK looks for them.</summary>
public sealed class KmsWrappingKey(IAmazonKeyManagementService kms, string keyId) : IWrappingKey
{
    public string Current => keyId;

    /// <summary>As configuration <c>WrappingKey:Kms:KeyId</c>, <c>:Region</c> and <c>:ServiceUrl</c> say.</summary>
    public static KmsWrappingKey From(IConfiguration settings)
    {
        if (settings["KeyId"] is not { Length: > 0 } keyId || keyId.StartsWith("alias/", StringComparison.Ordinal) || keyId.Contains(":alias/"))
            throw new WrappingKeyException("Set WrappingKey__Kms__KeyId to the id or ARN of a key; an alias may mean another key tomorrow.");

        var config = new AmazonKeyManagementServiceConfig();
        if (settings["Region"] is { Length: > 0 } region)
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        if (settings["ServiceUrl"] is { Length: > 0 } url)
            (config.ServiceURL, config.AuthenticationRegion) = (url, settings["Region"]);
        return new KmsWrappingKey(new AmazonKeyManagementServiceClient(config), keyId);
    }

    public void Renew()
    {
        // New keys are made in KMS and named in the configuration.
    }

    public async Task<WrappedKey> Wrap(byte[] key, Guid id, CancellationToken cancelled)
    {
        var answer = await Ask(() => kms.EncryptAsync(
            new EncryptRequest { KeyId = keyId, Plaintext = new MemoryStream(key), EncryptionContext = Context(id) }, cancelled), keyId);
        return new WrappedKey(keyId, answer.CiphertextBlob.ToArray());
    }

    public async Task<byte[]> Unwrap(WrappedKey wrapped, Guid id, CancellationToken cancelled)
    {
        var answer = await Ask(() => kms.DecryptAsync(
            new DecryptRequest { KeyId = wrapped.WrappingKey, CiphertextBlob = new MemoryStream(wrapped.Bytes), EncryptionContext = Context(id) }, cancelled), wrapped.WrappingKey);
        return answer.Plaintext.ToArray();
    }

    private static Dictionary<string, string> Context(Guid id) => new() { ["key_id"] = id.ToString() };

    private static async Task<T> Ask<T>(Func<Task<T>> question, string keyId)
    {
        try
        {
            return await question();
        }
        catch (AmazonServiceException e)
        {
            throw new WrappingKeyException(
                $"KMS does not use the key {keyId} for us ({e.ErrorCode}): see that it is enabled, that it wrapped this key database, and that our role may encrypt and decrypt with it.", e);
        }
        catch (Exception e) when (e is AmazonClientException or HttpRequestException)
        {
            throw new WrappingKeyException($"KMS cannot be reached to use the key {keyId}: see to the network, WrappingKey__Kms__Region and the credentials.", e);
        }
    }
}
