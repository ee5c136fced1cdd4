using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Governance;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

/// <param name="Reason">Why, at most 500 characters; without personal data.</param>
public record WithdrawChange(string Reason)
{
    public class Validator : AbstractValidator<WithdrawChange>
    {
        public Validator() => RuleFor(x => x.Reason).Text(500);
    }
}

public static class WithdrawChangeEndpoint
{
    /// <summary>Takes one's own proposal back.</summary>
    [WolverinePost("/api/governance/change-requests/{changeRequestId}/withdraw"), OpenToEmployees("everybody may withdraw what they proposed, and nothing else")]
    public static Task<IResult> Post(Guid changeRequestId, WithdrawChange command, Commands commands) =>
        commands.Change<ChangeRequest>(changeRequestId, (change, facts) => change.Withdraw(facts.Actor.AccountId, command.Reason));
}
