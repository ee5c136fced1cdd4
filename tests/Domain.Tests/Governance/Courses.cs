using CleaningEvents.Domain.Governance;

namespace CleaningEvents.Domain.Tests.Governance;

/// <summary>A course of ten questions with three options each, of which the first two are right.</summary>
public static class Courses
{
    public static readonly CoursePublished Basic = new(
        Course.BasicSecurity, Edition: 1, Say("Basic security course"), [new CoursePage(Say("Accounts"), Say("One person, one account."))],
        [.. Enumerable.Range(1, 10).Select(x => new CourseQuestion(Say($"Question {x}"), [Say("Yes"), Say("Surely"), Say("No")], [1, 2]))],
        PassMark: 80, AttemptsPerDay: 3, ValidForDays: 365);

    public static Phrase Say(string text) => new(text, text);

    /// <summary>Answers of which the first so many are wrong.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Answers(int wrong = 0) => [.. Enumerable.Range(0, 10).Select(x => x < wrong ? new[] { 1 } : [2, 1])];
}
