using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

/// <param name="SubjectId">A customer, or the account of an employee, whose data as a cleaner goes with it.</param>
/// <param name="Ground">Why.</param>
public record EraseSubject(Guid SubjectId, ErasureGround Ground)
{
    public class Validator : AbstractValidator<EraseSubject>
    {
        public Validator() => RuleFor(x => x.SubjectId).NotEmpty();
    }
}

public static class EraseSubjectEndpoint
{
    /// <summary>Makes everything that the system holds about a subject unreadable for good; always needs a second person.</summary>
    [WolverinePost("/api/governance/erasures"), Permission(Permission.EraseSubjects), StepUp]
    public static Task<IResult> Post(EraseSubject command, Commands commands) =>
        commands.Start<DataSubject>(DataSubject.IdOf(command.SubjectId), $"/api/governance/subjects/{command.SubjectId}", async (subject, facts) =>
            DataSubject.Erase(subject, command.SubjectId, command.Ground, await facts.Subject(command.SubjectId), facts.Now));
}
