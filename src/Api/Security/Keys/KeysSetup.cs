using CleaningEvents.Api.Security.Issuer;

namespace CleaningEvents.Api.Security.Keys;

/// <summary>The keys of personal data, and what keeps them.</summary>
public static class KeysSetup
{
    public static void AddSubjectKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => Wrapping(builder.Configuration, builder.Environment));
        builder.Services.AddSingleton<WrappingProofs>().AddSingleton<BlindingKey>().AddSingleton<KeysAtStart>();
        builder.Services.AddSingleton<SubjectKeyStore>().AddSingleton<KeyRotation>();
        builder.Services.AddSingleton(_ => new KeyMemory()).AddSingleton<ISubjectKeys, KeyRing>();
    }

    /// <summary>AWS KMS when the configuration names a key of it, else files.</summary>
    private static IWrappingKey Wrapping(IConfiguration configuration, IHostEnvironment environment) =>
        configuration.GetSection("WrappingKey:Kms") is { } kms && kms.Exists() ? KmsWrappingKey.From(kms)
        : new LocalWrappingKey(configuration["WrappingKey:Folder"] is { Length: > 0 } named
            ? new DirectoryInfo(named)
            : new DirectoryInfo(Path.Combine(IssuerKeys.FolderFor(configuration, environment).FullName, "wrapping")));
}
