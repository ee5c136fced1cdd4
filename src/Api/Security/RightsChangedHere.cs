using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Dispatch;
using CleaningEvents.Projections.Governance;
using Marten;
using Marten.Services;

namespace CleaningEvents.Api.Security;

/// <summary>Makes a change of rights and the end of a session count for the next request on this node, without waiting for the notification.</summary>
public sealed class RightsChangedHere(ActorMemory memory, SessionMemory sessions) : DocumentSessionListenerBase
{
    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        if (commit.Updated.Concat(commit.Inserted).Any(x => x is AccountDetails or EmergencyAccessDetails or RoleDetails or CleanerDetails
            or TwoPersonRuleDetails or TrainingDetails or NetworkRuleDetails))
            memory.Forget();
        if (commit.Updated.Concat(commit.Inserted).Any(x => x is SessionDetails { EndedAt: not null }))
            sessions.Forget();
        return Task.CompletedTask;
    }
}
