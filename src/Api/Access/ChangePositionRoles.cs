using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Roles">All roles that the position gives from now on and how far each reaches, at most 20, each once.</param>
public record ChangePositionRoles(IReadOnlyList<PositionRole> Roles)
{
    public class Validator : AbstractValidator<ChangePositionRoles>
    {
        public Validator() => RuleFor(x => x.Roles).OfPosition();
    }
}

public static class ChangePositionRolesEndpoint
{
    /// <summary>Says anew what a position gives at the next hire or move; who holds it keeps what they have, and is listed as deviating.</summary>
    [WolverinePost("/api/access/positions/{positionId}/change-roles"), Permission(Permission.DefinePositions)]
    public static Task<IResult> Post(Guid positionId, ChangePositionRoles command, Commands commands) =>
        commands.Change<Position>(positionId, async (position, facts) =>
        {
            await facts.TheRoles(command.Roles);
            return position.ChangeRoles(command.Roles, await facts.IsHeldByDeciders(positionId));
        });
}
