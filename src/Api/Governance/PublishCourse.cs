using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

/// <param name="CourseId">A new UUIDv7 from the client, or the id of the course that gets another edition.</param>
/// <param name="Title">What it is called, at most 200 characters.</param>
/// <param name="Pages">What it teaches, 1 to 100 pages.</param>
/// <param name="Questions">What it asks, 10 to 100 questions.</param>
/// <param name="PassMark">The score from which on an attempt passes, 50 to 100 percent.</param>
/// <param name="AttemptsPerDay">How often one may fail within 24 hours, 1 to 20.</param>
/// <param name="ValidForDays">How long a certificate is valid, 1 to 1,100 days.</param>
public record PublishCourse(
    Guid CourseId, Phrase Title, IReadOnlyList<CoursePage> Pages, IReadOnlyList<CourseQuestion> Questions, int PassMark, int AttemptsPerDay, int ValidForDays)
{
    public class Validator : AbstractValidator<PublishCourse>
    {
        public Validator()
        {
            RuleFor(x => x.CourseId).NotEmpty();
            RuleFor(x => x.Title).ChildRules(x => Said(x, 200));
            RuleFor(x => x.Pages).NotEmpty().AtMost(100);
            RuleForEach(x => x.Pages).ChildRules(page =>
            {
                page.RuleFor(x => x.Title).ChildRules(x => Said(x, 200));
                page.RuleFor(x => x.Text).ChildRules(x => Said(x, 10_000));
            });
            RuleFor(x => x.Questions).AtMost(100);
            RuleForEach(x => x.Questions).ChildRules(question =>
            {
                question.RuleFor(x => x.Text).ChildRules(x => Said(x, 1_000));
                question.RuleFor(x => x.Options).AtMost(10);
                question.RuleForEach(x => x.Options).ChildRules(x => Said(x, 1_000));
                question.RuleFor(x => x.Right).AtMost(10);
            });
            RuleFor(x => x.PassMark).InclusiveBetween(50, 100);
            RuleFor(x => x.AttemptsPerDay).InclusiveBetween(1, 20);
            RuleFor(x => x.ValidForDays).InclusiveBetween(1, 1_100);
        }

        private static void Said(InlineValidator<Phrase> phrase, int longest)
        {
            phrase.RuleFor(x => x.English).Text(longest);
            phrase.RuleFor(x => x.Chinese).Text(longest);
        }
    }
}

public static class PublishCourseEndpoint
{
    /// <summary>Publishes a course, or another edition of it: who has passed keeps the certificate, who attempts it answers the new questions.</summary>
    [WolverinePost("/api/governance/courses"), Permission(Permission.PublishCourses)]
    public static Task<IResult> Post(PublishCourse command, Commands commands) =>
        commands.Start<Course>(command.CourseId, $"/api/governance/courses/{command.CourseId}", (course, _) => Task.FromResult(Course.Publish(course, new CoursePublished(
            command.CourseId, Edition: 1, command.Title, command.Pages, command.Questions, command.PassMark, command.AttemptsPerDay, command.ValidForDays))));
}
