using System.ComponentModel;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Reason">Why, at most 500 characters; without personal data.</param>
public record LiftNetworkRule(string Reason)
{
    public class Validator : AbstractValidator<LiftNetworkRule>
    {
        public Validator() => RuleFor(x => x.Reason).Text(500);
    }
}

public static class LiftNetworkRuleEndpoint
{
    /// <summary>Lets a group of permissions be used from anywhere again, except for what the installation restricts.</summary>
    [WolverinePost("/api/access/network-rules/{group}/lift"), Permission(Permission.SetNetworkRules)]
    public static Task<IResult> Post([Description("Administration, Export, Backup or Audit.")] PermissionGroup group, LiftNetworkRule command, Commands commands) =>
        commands.Change<NetworkRule>(NetworkRule.IdOf(group), (rule, _) => rule.Lift(command.Reason));
}
