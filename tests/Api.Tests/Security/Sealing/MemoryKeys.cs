using System.Security.Cryptography;
using CleaningEvents.Api.Security.Keys;

namespace CleaningEvents.Tests.Security.Sealing;

/// <summary>Keys that live as long as a test.</summary>
internal sealed class MemoryKeys : ISubjectKeys
{
    private readonly Dictionary<KeyScope, SubjectKey> keys = [];
    private readonly HashSet<Guid> destroyed = [];

    public IReadOnlyCollection<KeyScope> Scopes => keys.Keys;

    public SubjectKey ToSeal(KeyScope scope)
    {
        if (!keys.TryGetValue(scope, out var key))
            keys[scope] = key = new SubjectKey(Guid.NewGuid(), RandomNumberGenerator.GetBytes(32));
        return destroyed.Contains(key.Id) ? throw new SubjectErasedException() : key;
    }

    public SubjectKey? ToOpen(Guid keyId) =>
        keys.Values.FirstOrDefault(x => x.Id == keyId) is { } key ? destroyed.Contains(keyId) ? null : key : throw new KeyMissingException(keyId);

    public Task Prepare(IReadOnlyCollection<KeyScope> scopes, CancellationToken cancelled) => Task.CompletedTask;

    public void Destroy(Guid subject) => destroyed.UnionWith(keys.Where(x => x.Key.SubjectId == subject).Select(x => x.Value.Id));
}
