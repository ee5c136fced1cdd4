using System.Globalization;
using System.Text.Json;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using Marten;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CleaningEvents.Api.Governance;

/// <summary>Makes a change that a second person agreed to, in the transaction of that consent, or lets it lapse.</summary>
public sealed class Approvals(
    IDocumentStore store, NpgsqlDataSource database, FactSources sources, Signatures signatures, ReviewableCommands reviewable, Actors actors,
    IOptions<JsonOptions> json)
{
    public async Task<IResult> Approve(Guid changeRequestId, Commands commands, HttpContext http)
    {
        Refusal? cause = null;
        var isPending = true;
        var answer = await commands.Change<ChangeRequest>(changeRequestId, async (change, facts) =>
        {
            cause = null;
            facts.MustDecide(change);
            var decision = change.Approve(facts.Actor.AccountId, facts.Actor.CleanerId, facts.Now);
            if (facts.Denial is not null || decision == Nothing)
                return decision;

            cause = decision.Refusal switch
            {
                null => await Obstacle(change, commands, facts, http),
                { Rule: "change-expired" } late => late,
                _ => null,
            };
            if (cause is not null)
                facts.Deny(Problems.ChangeLapsed(cause));
            return decision;
        });
        if (answer is Accepted || cause is not { } lapsed)
            return answer;

        await Lapse(changeRequestId, (change, _) => (isPending = change.Status is ChangeStatus.Pending) ? change.Lapse(lapsed) : Nothing, "api", http.RequestAborted);
        // Another made it meanwhile, which is why it could not be made again.
        return isPending ? answer : await Approve(changeRequestId, commands, http);
    }

    /// <summary>Records that a change lapsed. The installation does so: nobody decided.</summary>
    public Task<IResult> Lapse(Guid changeRequestId, Func<ChangeRequest, Facts, Decision> decide, string channel, CancellationToken cancelled) =>
        new Commands(store, database, sources, signatures, CommandContext.OfInstallation(Permission.ApproveChanges, cancelled, channel)).Change(changeRequestId, decide);

    /// <summary>Makes the change in the approver's transaction: null when it is made, else what stood against it.</summary>
    private async Task<Refusal?> Obstacle(ChangeRequest change, Commands commands, Facts facts, HttpContext http)
    {
        // What is recorded is recorded in one tongue, whoever approves.
        CultureInfo.CurrentUICulture = Messages.OfTheRecord;
        if (reviewable.Find(change.Proposed.Command) is not { } command)
            return Problems.CauseOf(Problems.NotFound());

        var proposer = await actors.Find(change.Proposed.ProposedBy, facts.Cancelled);
        if (proposer is null || proposer.ReachOf(command.Permission).IsNothing)
            return Problems.CauseOf(Problems.NotPermitted(command.Permission));

        try
        {
            var approval = new Approval(facts.Session, change.Proposed, facts.Actor.AccountId);
            var answer = await command.Invoke(
                commands.OnBehalfOf(proposer, command.Permission, approval), change.Proposed.Route, change.Proposed.Body, http, json.Value.SerializerOptions);
            return answer is Accepted ? null : Problems.CauseOf(answer);
        }
        catch (JsonException)
        {
            return Problems.CauseOf(RequestValidation.NullBody());
        }
    }
}
