using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <param name="Skill">The kind of work, at most 60 characters.</param>
/// <param name="ValidUntil">Last day on which it counts; null for good.</param>
public record CertifySkill(string Skill, DateOnly? ValidUntil = null)
{
    public class Validator : AbstractValidator<CertifySkill>
    {
        public Validator() => RuleFor(x => x.Skill).Text(60);
    }
}

public static class CertifySkillEndpoint
{
    /// <summary>Records that a cleaner may do work of a kind.</summary>
    [WolverinePost("/api/dispatch/cleaners/{cleanerId}/certify-skill"), Permission(Permission.JoinCleaners)]
    public static Task<IResult> Post(Guid cleanerId, CertifySkill command, Commands commands) =>
        commands.Change<Cleaner>(cleanerId, (cleaner, _) => cleaner.Certify(command.Skill, command.ValidUntil));
}
