using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

/// <param name="HoldId">The hold that was placed.</param>
/// <param name="Reason">Why it has passed, at most 500 characters.</param>
public record LiftLegalHold(Guid HoldId, string Reason)
{
    public class Validator : AbstractValidator<LiftLegalHold>
    {
        public Validator()
        {
            RuleFor(x => x.HoldId).NotEmpty();
            RuleFor(x => x.Reason).Text(500);
        }
    }
}

public static class LiftLegalHoldEndpoint
{
    /// <summary>Takes back one reason not to erase a subject.</summary>
    [WolverinePost("/api/governance/subjects/{subjectId}/lift-hold"), Permission(Permission.LiftHolds)]
    public static Task<IResult> Post(Guid subjectId, LiftLegalHold command, Commands commands) =>
        commands.Change<DataSubject>(DataSubject.IdOf(subjectId), (subject, _) => subject.LiftHold(command.HoldId, command.Reason));
}
