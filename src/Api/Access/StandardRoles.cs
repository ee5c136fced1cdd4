using CleaningEvents.Api.Http;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Api.Access;

/// <summary>Defines the positions that a company starts with, and the role of each; what is there already stays as the company made it.</summary>
public static class StandardRoles
{
    public static Guid IdOf(string position) => NamedGuid.Of($"role/{position}");

    public static Guid PositionOf(string position) => NamedGuid.Of($"position/{position}");

    public static async Task Define(Func<Commands> commands)
    {
        foreach (var (name, permissions) in Positions.Roles)
        {
            await DefineRoleEndpoint.Post(new DefineRole(IdOf(name), name, permissions), commands());
            await DefinePositionEndpoint.Post(new DefinePosition(PositionOf(name), name, [new PositionRole(IdOf(name), Positions.ScopeOf(name))]), commands());
        }
    }
}
