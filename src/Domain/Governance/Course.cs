using System.Text.Json;

namespace CleaningEvents.Domain.Governance;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>A course was published, or another edition of it, which counts from the next attempt on. Certificates for earlier ones stay valid.</summary>
/// <param name="CourseId">The course.</param>
/// <param name="Edition">1, 2, 3 …</param>
/// <param name="Title">What it is called.</param>
/// <param name="Pages">What it teaches, in order.</param>
/// <param name="Questions">What it asks, in order; at least 10.</param>
/// <param name="PassMark">The score from which on an attempt passes, in percent.</param>
/// <param name="AttemptsPerDay">How often one may fail within 24 hours.</param>
/// <param name="ValidForDays">How long a certificate is valid.</param>
public record CoursePublished(
    Guid CourseId, int Edition, Phrase Title, IReadOnlyList<CoursePage> Pages, IReadOnlyList<CourseQuestion> Questions,
    int PassMark, int AttemptsPerDay, int ValidForDays);

/// <summary>The same in two tongues.</summary>
public readonly record struct Phrase(
    [Plain(DataClass.Internal, "What a course teaches everybody.")] string English,
    [Plain(DataClass.Internal, "What a course teaches everybody.")] string Chinese);

/// <summary>One page to read.</summary>
public readonly record struct CoursePage(Phrase Title, Phrase Text);

/// <summary>One question. <paramref name="Right"/> are the numbers, from 1, of the options that must be chosen, all of them and no other.</summary>
public readonly record struct CourseQuestion(Phrase Text, IReadOnlyList<Phrase> Options, IReadOnlyList<int> Right)
{
    internal bool HasAnswer => Right.Count > 0 && Right.Count < Options.Count && Right.Distinct().Count() == Right.Count && Right.All(IsOption);

    internal bool IsAnsweredBy(IReadOnlyList<int> chosen) => Right.ToHashSet().SetEquals(chosen);

    private bool IsOption(int number) => number >= 1 && number <= Options.Count;
}

/// <summary>What the rules need to know of a course.</summary>
/// <remarks>Source: policy 5.3.</remarks>
public record Course(Guid Id, CoursePublished Published) : IEvolve<Course>
{
    /// <summary>The course that opens every other door.</summary>
    public static readonly Guid BasicSecurity = NamedGuid.Of("course/basic-security");

    private const int FewestQuestions = 10;

    public static Decision Publish(Course? existing, CoursePublished wanted)
    {
        if (wanted.Questions.Count < FewestQuestions)
            return Refuse("course-asks-too-little", "A course asks at least 10 questions.");
        if (!wanted.Questions.All(x => x.HasAnswer))
            return Refuse("question-without-answer", "Every question names its right options, each once, and offers a wrong one.");
        if (existing?.IsSame(wanted) is true)
            return Nothing;

        return Accept(wanted with { Edition = (existing?.Published.Edition ?? 0) + 1 });
    }

    public static Course? Evolve(Course? course, object @event) => @event is CoursePublished e ? new Course(e.CourseId, e) : course;

    // Lists have no equality of their own.
    private bool IsSame(CoursePublished wanted) =>
        JsonSerializer.Serialize(Published) == JsonSerializer.Serialize(wanted with { Edition = Published.Edition });
}
