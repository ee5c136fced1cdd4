using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access.Emergencies;

/// <param name="Verdict">Whether there was need, and the access was used for it: Justified or NotJustified.</param>
/// <param name="Findings">What was found, at most 2,000 characters; without personal data.</param>
public record ReviewEmergencyAccess(EmergencyVerdict Verdict, string Findings)
{
    public class Validator : AbstractValidator<ReviewEmergencyAccess>
    {
        public Validator()
        {
            RuleFor(x => x.Verdict).IsInEnum();
            RuleFor(x => x.Findings).Text(2_000);
        }
    }
}

public static class ReviewEmergencyAccessEndpoint
{
    /// <summary>Says whether an emergency access that is over was justified, with what was done by it; its holder may then take up another.</summary>
    [WolverinePost("/api/access/emergency-accesses/{emergencyAccessId}/review"), Permission(Permission.ReviewEmergencyAccess), StepUp]
    public static Task<IResult> Post(Guid emergencyAccessId, ReviewEmergencyAccess command, Commands commands) =>
        commands.Change<EmergencyAccess>(emergencyAccessId, async (access, facts) =>
        {
            var actions = await EmergencyActions.Of(access.Id, access.AccountId, after: 0, EmergencyAccess.MostActions, facts.Database, facts.Cancelled);
            return access.Review(facts.Actor.AccountId, command.Verdict, [.. actions.Select(x => x.Position)], command.Findings, facts.Now);
        });
}
