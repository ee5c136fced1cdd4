using CleaningEvents.Domain;

namespace CleaningEvents.Api.Security.Keys;

/// <summary>What one key encrypts: the data of a subject for a purpose and, where it is kept by age, of a month.</summary>
/// <param name="SubjectId">Whom the data is about or belongs to.</param>
/// <param name="Purpose">Why it is kept.</param>
/// <param name="Month"><c>yyyy-MM</c> (UTC) of when it happened; empty where age does not matter.</param>
public readonly record struct KeyScope(Guid SubjectId, Purpose Purpose, string Month);

/// <summary>A key that is ready to use: 32 bytes for AES-256.</summary>
public sealed record SubjectKey(Guid Id, byte[] Bytes);

/// <summary>The keys that personal data is encrypted with. A miss asks the database while the caller waits.</summary>
public interface ISubjectKeys
{
    /// <summary>The newest key of <paramref name="scope"/>, made when there is none.</summary>
    /// <exception cref="SubjectErasedException">The subject was erased and nobody has allowed to write about it again.</exception>
    SubjectKey ToSeal(KeyScope scope);

    /// <summary>The key with this id; null when it was destroyed.</summary>
    /// <exception cref="KeyMissingException">There never was such a key here: the wrong or an older key database.</exception>
    SubjectKey? ToOpen(Guid keyId);

    /// <summary>Has the keys of all <paramref name="scopes"/> at hand, so that no later <see cref="ToSeal"/> need wait.</summary>
    /// <inheritdoc cref="ToSeal" path="/exception"/>
    Task Prepare(IReadOnlyCollection<KeyScope> scopes, CancellationToken cancelled);
}

/// <summary>Somebody would write about a subject that was erased.</summary>
public sealed class SubjectErasedException() : Exception("The subject was erased; writing about it must be allowed again first.");

/// <summary>Data is encrypted with a key that the key database has never known.</summary>
public sealed class KeyMissingException(Guid keyId) : Exception($"The key database does not know the key {keyId}.");
