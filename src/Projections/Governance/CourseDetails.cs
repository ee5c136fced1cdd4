using CleaningEvents.Domain.Governance;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Governance;

/// <summary>One course as employees read it, without the answers; as fresh as the last command.</summary>
public record CourseDetails(
    Guid Id, int Edition, Phrase Title, IReadOnlyList<CoursePage> Pages, IReadOnlyList<AskedQuestion> Questions,
    int PassMark, int AttemptsPerDay, int ValidForDays) : IVersioned
{
    /// <summary>Version of the course's stream, which is its ETag.</summary>
    public int Version { get; init; }
}

/// <summary>One question and what may be chosen; the options are numbered from 1, and several may be right.</summary>
public readonly record struct AskedQuestion(Phrase Text, IReadOnlyList<Phrase> Options);

/// <summary>Keeps <see cref="CourseDetails"/>.</summary>
public class CourseDetailsProjection : SingleStreamProjection<CourseDetails, Guid>
{
    public override CourseDetails? Evolve(CourseDetails? course, Guid id, IEvent e) => e.Data is CoursePublished x
        ? new CourseDetails(
            x.CourseId, x.Edition, x.Title, x.Pages, [.. x.Questions.Select(y => new AskedQuestion(y.Text, y.Options))],
            x.PassMark, x.AttemptsPerDay, x.ValidForDays)
        : course;
}
