using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="PositionId">The position from now on; the present one to bring its holder up to date.</param>
/// <param name="Reason">Why, at most 500 characters; without personal data.</param>
/// <param name="BranchId">The branch that the person works for from now on; null for the head office.</param>
public record ChangePosition(Guid PositionId, string Reason, Guid? BranchId = null)
{
    public class Validator : AbstractValidator<ChangePosition>
    {
        public Validator()
        {
            RuleFor(x => x.PositionId).NotEmpty();
            RuleFor(x => x.Reason).Text(500);
        }
    }
}

public static class ChangePositionEndpoint
{
    /// <summary>Moves somebody to a position: they hold what it gives from the next request on, and nothing else.</summary>
    [WolverinePost("/api/access/accounts/{accountId}/change-position"), Permission(Permission.MoveAccounts)]
    public static Task<IResult> Post(Guid accountId, ChangePosition command, Commands commands) =>
        commands.Change<Account>(accountId, async (account, facts) =>
        {
            if (command.BranchId is { } branchId)
                await facts.The<Branch>(branchId);
            var position = await facts.The<Position>(command.PositionId);
            var separation = await facts.Separation(position.Roles.Select(x => x.RoleId));
            return account.ChangePosition(position, command.BranchId, command.Reason, separation, facts.AskedBy, facts.Now);
        });
}
