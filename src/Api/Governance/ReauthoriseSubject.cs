using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

/// <param name="Ground">Why data may be kept again.</param>
public record ReauthoriseSubject(ReauthorisationGround Ground)
{
    public class Validator : AbstractValidator<ReauthoriseSubject>;
}

public static class ReauthoriseSubjectEndpoint
{
    /// <summary>Allows to write about an erased subject again, within moments; what was erased stays unreadable.</summary>
    [WolverinePost("/api/governance/subjects/{subjectId}/reauthorise"), Permission(Permission.ReauthoriseSubjects), StepUp]
    public static Task<IResult> Post(Guid subjectId, ReauthoriseSubject command, Commands commands) =>
        commands.Change<DataSubject>(DataSubject.IdOf(subjectId), (subject, _) => subject.Reauthorise(command.Ground));
}
