using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Network;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Group">Which permissions: Administration, Export, Backup or Audit.</param>
/// <param name="Allowed">Networks in CIDR notation, such as <c>192.0.2.0/24</c>, 1 to 100.</param>
public record SetNetworkRule(PermissionGroup Group, IReadOnlyList<string> Allowed)
{
    public class Validator : AbstractValidator<SetNetworkRule>
    {
        public Validator()
        {
            RuleFor(x => x.Allowed).AtMost(100);
            RuleForEach(x => x.Allowed).Text(50);
        }
    }
}

public static class SetNetworkRuleEndpoint
{
    /// <summary>Ties a group of permissions to networks, instead of an earlier rule for it; whoever sets a rule must be let in by it.</summary>
    [WolverinePost("/api/access/network-rules"), Permission(Permission.SetNetworkRules)]
    public static Task<IResult> Post(SetNetworkRule command, Commands commands, NetworkSettings settings, HttpContext http)
    {
        var actor = commands.Context.Actor;
        var concerns = actor.Reaches.Keys.Any(x => NetworkRule.GroupOf(x) == command.Group);
        var wanted = new NetworkRuleSet(NetworkRule.IdOf(command.Group), command.Group, command.Allowed);
        return commands.Start<NetworkRule>(wanted.NetworkRuleId, $"/api/access/network-rules/{command.Group}", (rule, _) => Task.FromResult(
            NetworkRule.Set(rule, wanted, settings.Allowed(command.Group), http.Connection.RemoteIpAddress, concerns)));
    }
}
