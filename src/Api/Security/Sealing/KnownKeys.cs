using CleaningEvents.Api.Security.Keys;

namespace CleaningEvents.Api.Security.Sealing;

/// <summary>The keys that one document needs, each asked for once.</summary>
public sealed class KnownKeys(ISubjectKeys keys)
{
    private readonly Dictionary<KeyScope, SubjectKey> sealing = [];
    private readonly Dictionary<Guid, SubjectKey?> opening = [];

    /// <inheritdoc cref="ISubjectKeys.ToSeal"/>
    public SubjectKey ToSeal(KeyScope scope) => sealing.TryGetValue(scope, out var known) ? known : sealing[scope] = keys.ToSeal(scope);

    /// <inheritdoc cref="ISubjectKeys.ToOpen"/>
    public SubjectKey? ToOpen(Guid keyId) => opening.TryGetValue(keyId, out var known) ? known : opening[keyId] = keys.ToOpen(keyId);
}
