using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="RoleId">The role to take away.</param>
/// <param name="Reason">Why, at most 500 characters; without personal data.</param>
/// <param name="BranchId">The branch for which it is taken away; null for wherever it is held.</param>
public record RevokeRole(Guid RoleId, string Reason, Guid? BranchId = null)
{
    public class Validator : AbstractValidator<RevokeRole>
    {
        public Validator()
        {
            RuleFor(x => x.RoleId).NotEmpty();
            RuleFor(x => x.Reason).Text(500);
        }
    }
}

public static class RevokeRoleEndpoint
{
    /// <summary>Takes a role from an account; it gives nothing from the next request on.</summary>
    [WolverinePost("/api/access/accounts/{accountId}/revoke-role"), Permission(Permission.GrantRoles), StepUp]
    public static Task<IResult> Post(Guid accountId, RevokeRole command, Commands commands) =>
        commands.Change<Account>(accountId, (account, _) => account.RevokeRole(command.RoleId, command.Reason, command.BranchId));
}
