using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="RoleId">The role to give.</param>
/// <param name="Scope">How far it reaches: Own, Branch or Company.</param>
/// <param name="BranchId">The branch, for scope Branch and only then.</param>
/// <param name="ExpiresAt">When it ends, excluded; null for good.</param>
public record GrantRole(Guid RoleId, Scope Scope, Guid? BranchId = null, DateTimeOffset? ExpiresAt = null)
{
    public class Validator : AbstractValidator<GrantRole>
    {
        public Validator()
        {
            RuleFor(x => x.RoleId).NotEmpty();
            RuleFor(x => x.ExpiresAt!.Value).Plausible().When(x => x.ExpiresAt is not null).OverridePropertyName(nameof(ExpiresAt));
        }
    }
}

public static class GrantRoleEndpoint
{
    /// <summary>Gives a role to an account, instead of an earlier grant of it for the same branch or for none; nobody grants to themselves.</summary>
    /// <remarks>Refused with 409 `segregation-violated`, which names the rule, where duties would come together that a rule keeps apart.</remarks>
    [WolverinePost("/api/access/accounts/{accountId}/grant-role"), Permission(Permission.GrantRoles), StepUp]
    public static Task<IResult> Post(Guid accountId, GrantRole command, Commands commands) =>
        commands.Change<Account>(accountId, async (account, facts) =>
        {
            if (command.BranchId is { } branchId)
                await facts.The<Branch>(branchId);
            await facts.The<Role>(command.RoleId);
            var grant = new Grant(command.RoleId, command.Scope, command.BranchId, command.ExpiresAt);
            var separation = await facts.Separation([.. account.Grants.Select(x => x.RoleId), command.RoleId]);
            return account.GrantRole(grant, separation, facts.AskedBy, facts.Now);
        });
}
