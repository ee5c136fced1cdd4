using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Permissions">Everything the role allows from now on, at most 200 permissions from the catalogue.</param>
public record ChangeRolePermissions(IReadOnlyList<string> Permissions)
{
    public class Validator : AbstractValidator<ChangeRolePermissions>
    {
        public Validator()
        {
            RuleFor(x => x.Permissions).AtMost(200);
            RuleForEach(x => x.Permissions).Text(100);
        }
    }
}

public static class ChangeRolePermissionsEndpoint
{
    /// <summary>Says anew what a role allows; it counts for everybody who holds it from the next request on. Nobody adds to a role that they hold.</summary>
    /// <remarks>Refused with 409 `segregation-violated`, which names the rule and the accounts, where duties of a holder would come together.</remarks>
    [WolverinePost("/api/access/roles/{roleId}/change-permissions"), Permission(Permission.DefineRoles), StepUp]
    public static Task<IResult> Post(Guid roleId, ChangeRolePermissions command, Commands commands) =>
        commands.Change<Role>(roleId, async (role, facts) =>
        {
            var (holders, rules) = await facts.Holders(roleId);
            return role.ChangePermissions(command.Permissions, holders, rules, facts.Deciders);
        });
}
