using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Governance;
using Marten;

namespace CleaningEvents.Api.Http;

/// <summary>Where a command takes two people: what one proposes, and what is done when the other has agreed.</summary>
public sealed partial class Commands
{
    /// <summary>The way of a command that was proposed: in the approver's transaction, at the version it was made for, in the name of who proposed it.</summary>
    public Commands OnBehalfOf(Actor proposer, string permission, Approval approved) =>
        new(store, database, sources, signatures, context with { Actor = proposer, Permission = permission, Address = null, SessionId = null, Asked = null }, rules: null, approved);

    /// <summary>202: records that somebody asked, and nothing of what they asked for.</summary>
    private async Task<IResult> Propose(IDocumentSession session, ChangeProposed proposed)
    {
        // A repeated proposal draws no number of the log in vain.
        if (await CommandReceipt.FirstAnswer(database, context) is { } first)
            return first;

        // What the decision left to be written belongs to the change.
        session.EjectAllPendingChanges();
        var location = $"/api/governance/change-requests/{proposed.ChangeRequestId}";
        await Append<ChangeRequest>(session, proposed.ChangeRequestId, stream: null, [proposed]);
        return await Save(session, StatusCodes.Status202Accepted, location, version: 1);
    }

    private async Task<IResult> CarryOut<TState>(Guid id, Func<TState?, Facts, Task<Decision>> decide, Approval approved) where TState : class, IEvolve<TState>
    {
        var stream = await approved.Session.Events.FetchForWriting<TState>(id, context.Cancelled);
        var version = stream.CurrentVersion ?? 0;
        if (version != approved.Version)
            return Problems.Stale();

        try
        {
            var (decision, _, fault) = await Decide(approved.Session, stream.Aggregate, decide);
            if (fault is not null)
                return fault;

            approved.Sign(await Append(approved.Session, id, stream, decision.Events));
            return new Accepted(new CommandReceipt(StatusCodes.Status204NoContent, Location: null, version + decision.Events.Count, Position: null));
        }
        catch (UnknownReferenceException e)
        {
            return Problems.UnknownReference(e.Field);
        }
    }
}
