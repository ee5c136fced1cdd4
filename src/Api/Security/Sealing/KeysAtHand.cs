using CleaningEvents.Api.Security.Keys;
using Marten;

namespace CleaningEvents.Api.Security.Sealing;

/// <summary>Has the keys of a session's events at hand before they are written, so that sealing never waits; an erased subject stops the session here.</summary>
public sealed class KeysAtHand(SealingSerializer serializer, ISubjectKeys keys) : DocumentSessionListenerBase
{
    public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token) =>
        keys.Prepare([.. session.PendingChanges.Streams().SelectMany(x => x.Events).SelectMany(x => serializer.Scopes(x.Data)).Distinct()], token);
}
