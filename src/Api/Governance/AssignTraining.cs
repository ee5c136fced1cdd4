using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

/// <param name="AccountId">Who has to pass it.</param>
/// <param name="CourseId">The course.</param>
/// <param name="DueAt">Before when.</param>
public record AssignTraining(Guid AccountId, Guid CourseId, DateTimeOffset DueAt)
{
    public class Validator : AbstractValidator<AssignTraining>
    {
        public Validator()
        {
            RuleFor(x => x.AccountId).NotEmpty();
            RuleFor(x => x.CourseId).NotEmpty();
            RuleFor(x => x.DueAt).Plausible();
        }
    }
}

public static class AssignTrainingEndpoint
{
    /// <summary>Lets somebody pass a course before a certain time; nothing happens where their certificate reaches further.</summary>
    [WolverinePost("/api/governance/trainings"), Permission(Permission.AssignTrainings)]
    public static Task<IResult> Post(AssignTraining command, Commands commands)
    {
        var id = Training.IdOf(command.AccountId, command.CourseId);
        return commands.Start<Training>(id, $"/api/governance/trainings/{id}", async (training, facts) =>
        {
            await facts.The<Account>(command.AccountId);
            await facts.The<Course>(command.CourseId);
            return Training.Assign(training, command.AccountId, command.CourseId, command.DueAt);
        });
    }
}
