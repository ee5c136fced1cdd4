using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

/// <param name="AccountId">Who passed.</param>
/// <param name="CourseId">The course whose matter it was.</param>
/// <param name="PassedOn">The day, in UTC.</param>
/// <param name="Reference">Where that is written, such as the number of a certificate, at most 200 characters.</param>
public record RecordTraining(Guid AccountId, Guid CourseId, DateOnly PassedOn, string Reference)
{
    public class Validator : AbstractValidator<RecordTraining>
    {
        public Validator()
        {
            RuleFor(x => x.AccountId).NotEmpty();
            RuleFor(x => x.CourseId).NotEmpty();
            RuleFor(x => x.PassedOn).Must(x => x.IsPlausible()).WithMessage("'{PropertyName}' lies between the years 2000 and 2099.");
            RuleFor(x => x.Reference).Text(200);
        }
    }
}

public static class RecordTrainingEndpoint
{
    /// <summary>Records that somebody passed a course's matter elsewhere; this takes a second person.</summary>
    [WolverinePost("/api/governance/outside-trainings"), Permission(Permission.RecordTrainings)]
    public static Task<IResult> Post(RecordTraining command, Commands commands)
    {
        var id = Training.IdOf(command.AccountId, command.CourseId);
        return commands.Start<Training>(id, $"/api/governance/trainings/{id}", async (training, facts) =>
        {
            await facts.The<Account>(command.AccountId);
            return Training.RecordOutside(
                training, command.AccountId, await facts.The<Course>(command.CourseId), command.PassedOn, command.Reference, facts.AskedBy, facts.Now);
        });
    }
}
