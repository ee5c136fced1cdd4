using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

/// <param name="SubjectId">A customer, or the account of an employee, whose keys as a cleaner are renewed with it.</param>
public record RotateSubjectKeys(Guid SubjectId)
{
    public class Validator : AbstractValidator<RotateSubjectKeys>
    {
        public Validator() => RuleFor(x => x.SubjectId).NotEmpty();
    }
}

public static class RotateSubjectKeysEndpoint
{
    /// <summary>Protects what is written about a subject from now on by new keys; what was written stays readable by the old ones.</summary>
    [WolverinePost("/api/governance/key-rotations"), Permission(Permission.RotateSubjectKeys), StepUp]
    public static Task<IResult> Post(RotateSubjectKeys command, Commands commands, KeyRotation rotation) =>
        commands.Start<DataSubject>(DataSubject.IdOf(command.SubjectId), $"/api/governance/subjects/{command.SubjectId}", async (_, facts) =>
        {
            var rotated = 0;
            foreach (var id in (await facts.Subject(command.SubjectId)).Covers)
                rotated += await rotation.Rotate(id, facts.Cancelled);
            return Decision.Accept(new SubjectKeysRotated(DataSubject.IdOf(command.SubjectId), command.SubjectId, rotated));
        });
}
