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
    /// <summary>Says anew what a role allows; it counts for everybody who holds it from the next request on.</summary>
    [WolverinePost("/api/access/roles/{roleId}/change-permissions"), Permission(Permission.DefineRoles), StepUp]
    public static Task<IResult> Post(Guid roleId, ChangeRolePermissions command, Commands commands) =>
        commands.Change<Role>(roleId, (role, _) => role.ChangePermissions(command.Permissions));
}
