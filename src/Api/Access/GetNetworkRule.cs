using System.ComponentModel;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Network;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <summary>From where one group of permissions may be used.</summary>
/// <param name="Group">The group.</param>
/// <param name="Installed">Networks that the installation always allows.</param>
/// <param name="Permissions">The permissions of the group.</param>
/// <param name="Rule">The company's own rule, a lifted one included; null when there never was one.</param>
public sealed record GroupNetworks(
    PermissionGroup Group,
    [Plain(DataClass.Internal, "Networks of the company, not of a person.")] IReadOnlyList<string> Installed,
    [Plain(DataClass.Internal, "Names from the catalogue of permissions.")] IReadOnlyList<string> Permissions,
    NetworkRuleDetails? Rule);

public static class GetNetworkRuleEndpoint
{
    /// <summary>Reads the rule of one group.</summary>
    [WolverineGet("/api/access/network-rules/{group}"), Permission(Permission.ReadNetworkRules)]
    [ProducesResponseType<NetworkRuleDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get([Description("Administration, Export, Backup or Audit.")] PermissionGroup group, Reads reads) =>
        reads.One<NetworkRuleDetails>(NetworkRule.IdOf(group));
}

public static class ListNetworkRulesEndpoint
{
    /// <summary>Lists which groups of permissions may be tied to networks, and to which they are.</summary>
    [WolverineGet("/api/access/network-rules"), Permission(Permission.ReadNetworkRules)]
    [ProducesResponseType<IReadOnlyList<GroupNetworks>>(StatusCodes.Status200OK)]
    public static async Task<IResult> Get(Reads reads, NetworkSettings settings)
    {
        await using var session = reads.Session();
        var rules = await Marten.QueryableExtensions.ToListAsync(session.Query<NetworkRuleDetails>(), reads.Cancelled);
        return Results.Ok(Enum.GetValues<PermissionGroup>().Where(x => x is not PermissionGroup.None).Select(group => new GroupNetworks(
            group, [.. settings.Allowed(group).Select(x => x.ToString())], [.. Permission.All.Where(x => NetworkRule.GroupOf(x) == group)],
            rules.FirstOrDefault(x => x.Group == group))).ToList());
    }
}
