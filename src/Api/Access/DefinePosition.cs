using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="PositionId">A new UUIDv7 from the client.</param>
/// <param name="Name">What people call it, at most 100 characters; unique.</param>
/// <param name="Roles">The roles that it gives and how far each reaches, at most 20, each once.</param>
public record DefinePosition(Guid PositionId, string Name, IReadOnlyList<PositionRole> Roles)
{
    public class Validator : AbstractValidator<DefinePosition>
    {
        public Validator()
        {
            RuleFor(x => x.PositionId).NotEmpty();
            RuleFor(x => x.Name).Text(100);
            RuleFor(x => x.Roles).OfPosition();
        }
    }
}

public static class DefinePositionEndpoint
{
    /// <summary>Describes a position and the roles that come with it.</summary>
    [WolverinePost("/api/access/positions"), Permission(Permission.DefinePositions)]
    public static Task<IResult> Post(DefinePosition command, Commands commands) =>
        commands.Start<Position>(command.PositionId, $"/api/access/positions/{command.PositionId}", async (position, facts) =>
        {
            await facts.TheRoles(command.Roles);
            var wanted = new PositionDefined(command.PositionId, command.Name, command.Roles);
            return Position.Define(position, wanted, await facts.Claims((UniqueKind.PositionName, command.Name)));
        });
}

/// <summary>What the use cases of positions share.</summary>
public static class PositionRoles
{
    /// <summary>At most 20 roles, each once.</summary>
    public static void OfPosition<T>(this IRuleBuilder<T, IReadOnlyList<PositionRole>> rule) =>
        rule.AtMost(20).Must(x => x.DistinctBy(y => y.RoleId).Count() == x.Count).WithMessage("'{PropertyName}' names each role once.")
            .ForEach(role => role.ChildRules(x =>
            {
                x.RuleFor(y => y.RoleId).NotEmpty();
                x.RuleFor(y => y.Scope).IsInEnum();
            }));

    /// <summary>Makes sure that there are such roles.</summary>
    public static async Task TheRoles(this Facts facts, IReadOnlyList<PositionRole> roles)
    {
        foreach (var roleId in roles.Select(x => x.RoleId))
            await facts.The<Role>(roleId);
    }
}
