using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Governance;
using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

/// <param name="CourseId">The course.</param>
/// <param name="Edition">The edition that was read.</param>
/// <param name="Answers">For each question in order, the numbers of the options chosen, from 1.</param>
public record AttemptCourse(Guid CourseId, int Edition, IReadOnlyList<IReadOnlyList<int>> Answers)
{
    public class Validator : AbstractValidator<AttemptCourse>
    {
        public Validator()
        {
            RuleFor(x => x.CourseId).NotEmpty();
            RuleFor(x => x.Edition).GreaterThan(0);
            RuleFor(x => x.Answers).AtMost(100);
            RuleForEach(x => x.Answers).NotNull().Must(x => x is not { Count: > 10 }).WithMessage("Nobody chooses more than 10 options.");
        }
    }
}

/// <summary>How an attempt ended.</summary>
/// <param name="Passed">Whether it passed.</param>
/// <param name="Score">How many answers were right, in percent, rounded down.</param>
/// <param name="Wrong">Numbers of the questions that were answered wrongly, from 1.</param>
/// <param name="ValidUntil">When the certificate ends; null when there is none.</param>
public sealed record AttemptResult(bool Passed, int Score, IReadOnlyList<int> Wrong, DateTimeOffset? ValidUntil)
{
    /// <summary>What is on record as <paramref name="version"/> of a training.</summary>
    public static async Task<AttemptResult> At(Guid trainingId, long version, IDocumentStore store, CancellationToken cancelled)
    {
        await using var session = store.QuerySession();
        return (await session.Events.FetchStreamAsync(trainingId, version, fromVersion: version, token: cancelled)).Single().Data switch
        {
            TrainingPassed x => new AttemptResult(Passed: true, x.Score, x.Wrong, x.ValidUntil),
            TrainingFailed x => new AttemptResult(Passed: false, x.Score, x.Wrong, ValidUntil: null),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no attempt."),
        };
    }
}

public static class AttemptCourseEndpoint
{
    /// <summary>Answers the questions of a course: whoever passes holds a certificate from the next request on.</summary>
    [WolverinePost("/api/governance/course-attempts"), OpenToEmployees("nobody has a right before the basic course is passed")]
    [ProducesResponseType<AttemptResult>(StatusCodes.Status200OK)]
    public static async Task<IResult> Post(AttemptCourse command, Commands commands, IDocumentStore store)
    {
        var (account, cancelled) = (commands.Context.Actor.AccountId, commands.Context.Cancelled);
        var trainingId = Training.IdOf(account, command.CourseId);
        var answer = await commands.Start<Training>(trainingId, $"/api/governance/trainings/{trainingId}", async (training, facts) =>
            Training.Attempt(training, account, await facts.The<Course>(command.CourseId), command.Edition, command.Answers, facts.Now));
        return answer is Accepted accepted ? accepted.With(await AttemptResult.At(trainingId, accepted.Receipt.Version, store, cancelled)) : answer;
    }
}
