using CleaningEvents.Domain.Governance;
using JasperFx.Events;
using Marten;

namespace CleaningEvents.Api.Http;

/// <summary>A second person's consent to one change, in whose transaction it is made.</summary>
/// <param name="Session">The transaction that records the consent.</param>
/// <param name="Change">What was agreed to.</param>
/// <param name="ApprovedBy">The second person.</param>
public sealed record Approval(IDocumentSession Session, ChangeProposed Change, Guid ApprovedBy)
{
    /// <summary>The version that the change was made for; 0 where the stream is to begin.</summary>
    public long Version => Change.TargetVersion;

    /// <summary>Tells on the effect who agreed to it, and where that is recorded.</summary>
    public void Sign(IEnumerable<IEvent> effect)
    {
        foreach (var e in effect)
        {
            e.SetHeader("approvedBy", ApprovedBy.ToString());
            e.SetHeader("changeRequest", Change.ChangeRequestId.ToString());
        }
    }
}
