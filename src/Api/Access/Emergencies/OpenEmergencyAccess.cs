using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access.Emergencies;

/// <param name="EmergencyAccessId">A new UUIDv7 from the client.</param>
/// <param name="RoleId">The role to take up.</param>
/// <param name="Minutes">How long it is to last, 1 to 240.</param>
/// <param name="Reason">What cannot wait, at most 500 characters; without personal data.</param>
/// <param name="BranchId">The branch that it is to reach; null for the whole company.</param>
public record OpenEmergencyAccess(Guid EmergencyAccessId, Guid RoleId, int Minutes, string Reason, Guid? BranchId = null)
{
    public class Validator : AbstractValidator<OpenEmergencyAccess>
    {
        public Validator()
        {
            RuleFor(x => x.EmergencyAccessId).NotEmpty();
            RuleFor(x => x.RoleId).NotEmpty();
            RuleFor(x => x.Minutes).InclusiveBetween(1, (int)EmergencyAccess.Longest.TotalMinutes);
            RuleFor(x => x.Reason).Text(500);
        }
    }
}

public static class OpenEmergencyAccessEndpoint
{
    /// <summary>Takes up a role at once, for hours, because something cannot wait; everything done meanwhile is marked, and reviewed by somebody else.</summary>
    [WolverinePost("/api/access/emergency-accesses"), Permission(Permission.RequestEmergencyAccess), StepUp]
    public static Task<IResult> Post(OpenEmergencyAccess command, Commands commands) =>
        commands.Start<EmergencyAccess>(command.EmergencyAccessId, $"/api/access/emergency-accesses/{command.EmergencyAccessId}", async (access, facts) =>
        {
            if (command.BranchId is { } branchId)
                await facts.The<Branch>(branchId);
            var role = await facts.The<Role>(command.RoleId);
            var self = facts.Actor.AccountId;
            var wanted = new EmergencyAccessOpened(
                command.EmergencyAccessId, self, command.RoleId, command.BranchId, facts.Now.AddMinutes(command.Minutes), command.Reason, Crossed: [], facts.Now);
            var crossed = SegregationRule.Violated(await Duties.KeptApart(facts.Session, facts.Cancelled), [.. facts.Actor.Reaches.Keys.Union(role.Permissions)]);
            return EmergencyAccess.Open(
                access, wanted, (await facts.The<Account>(self)).Grants, crossed, await facts.Claims((UniqueKind.EmergencyAccess, self.ToString())));
        });
}
