using CleaningEvents.Api.Http;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Api.Access;

/// <summary>Defines the roles that a company starts with; what is there already stays as the company made it.</summary>
public static class StandardRoles
{
    public static Guid IdOf(string position) => NamedGuid.Of($"role/{position}");

    public static async Task Define(Func<Commands> commands)
    {
        foreach (var (name, permissions) in Positions.Roles)
            await DefineRoleEndpoint.Post(new DefineRole(IdOf(name), name, permissions), commands());
    }
}
