using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

/// <param name="HoldId">A new UUIDv7 from the client.</param>
/// <param name="SubjectId">A customer, or the account of an employee.</param>
/// <param name="Reason">What forbids the erasure, such as a lawsuit, at most 500 characters.</param>
public record PlaceLegalHold(Guid HoldId, Guid SubjectId, string Reason)
{
    public class Validator : AbstractValidator<PlaceLegalHold>
    {
        public Validator()
        {
            RuleFor(x => x.HoldId).NotEmpty();
            RuleFor(x => x.SubjectId).NotEmpty();
            RuleFor(x => x.Reason).Text(500);
        }
    }
}

public static class PlaceLegalHoldEndpoint
{
    /// <summary>Forbids to erase a subject until the hold is lifted.</summary>
    [WolverinePost("/api/governance/legal-holds"), Permission(Permission.PlaceHolds)]
    public static Task<IResult> Post(PlaceLegalHold command, Commands commands) =>
        commands.Start<DataSubject>(DataSubject.IdOf(command.SubjectId), $"/api/governance/subjects/{command.SubjectId}", async (subject, facts) =>
        {
            await facts.Subject(command.SubjectId);
            return DataSubject.PlaceHold(subject, command.SubjectId, command.HoldId, command.Reason);
        });
}
