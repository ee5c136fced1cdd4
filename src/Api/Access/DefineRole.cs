using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="RoleId">A new UUIDv7 from the client.</param>
/// <param name="Name">Name of the position, at most 100 characters; unique.</param>
/// <param name="Permissions">Permissions from the catalogue, at most 200.</param>
public record DefineRole(Guid RoleId, string Name, IReadOnlyList<string> Permissions)
{
    public class Validator : AbstractValidator<DefineRole>
    {
        public Validator()
        {
            RuleFor(x => x.RoleId).NotEmpty();
            RuleFor(x => x.Name).Text(100);
            RuleFor(x => x.Permissions).AtMost(200);
            RuleForEach(x => x.Permissions).Text(100);
        }
    }
}

public static class DefineRoleEndpoint
{
    /// <summary>Describes a role for a position.</summary>
    [WolverinePost("/api/access/roles"), Permission(Permission.DefineRoles)]
    public static Task<IResult> Post(DefineRole command, Commands commands) =>
        commands.Start<Role>(command.RoleId, $"/api/access/roles/{command.RoleId}", async (role, facts) =>
            Role.Define(role, command.RoleId, command.Name, command.Permissions, await facts.Claims((UniqueKind.RoleName, command.Name))));
}
