using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Governance;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

/// <param name="Reason">Why, at most 500 characters; without personal data.</param>
public record RejectChange(string Reason)
{
    public class Validator : AbstractValidator<RejectChange>
    {
        public Validator() => RuleFor(x => x.Reason).Text(500);
    }
}

public static class RejectChangeEndpoint
{
    /// <summary>Says no to a change; it stays on record.</summary>
    /// <remarks>The rule of the command names the permission that is needed.</remarks>
    [WolverinePost("/api/governance/change-requests/{changeRequestId}/reject"), OpenToEmployees("the rule of the command names the permission")]
    public static Task<IResult> Post(Guid changeRequestId, RejectChange command, Commands commands) =>
        commands.Change<ChangeRequest>(changeRequestId, (change, facts) =>
        {
            facts.MustDecide(change);
            return change.Reject(facts.Actor.AccountId, facts.Actor.CleanerId, command.Reason, facts.Now);
        });
}
