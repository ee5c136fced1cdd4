using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Governance;

namespace CleaningEvents.Api.Governance;

/// <summary>Who may be the second person, as far as rights go.</summary>
public static class Deciding
{
    /// <summary>403 for whoever lacks the permission that the change asks of its second person.</summary>
    public static void MustDecide(this Facts facts, ChangeRequest change)
    {
        if (!Reaches(facts.Actor, change.Proposed.ApproverPermission, change.Proposed.BranchId))
            facts.Deny(Problems.NotPermitted(change.Proposed.ApproverPermission));
    }

    /// <summary>Whether the change is, or was, one for <paramref name="actor"/> to decide.</summary>
    public static bool MayDecide(this Actor actor, ChangeRequestDetails change) =>
        Reaches(actor, change.ApproverPermission, change.BranchId) && change.ProposedBy != actor.AccountId && !change.Beneficiaries.Intersect(actor.Selves()).Any();

    /// <summary>By which ids somebody may gain: as an account and as a cleaner.</summary>
    public static IEnumerable<Guid> Selves(this Actor actor) => actor.CleanerId is { } cleaner ? [actor.AccountId, cleaner] : [actor.AccountId];

    private static bool Reaches(Actor actor, string permission, Guid? branchId)
    {
        var reach = actor.ReachOf(permission);
        return reach.Company || (branchId is { } branch && reach.Covers(branch));
    }
}
