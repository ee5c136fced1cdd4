using CleaningEvents.Domain.Governance;
using static CleaningEvents.Domain.Tests.Governance.Courses;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Governance;

public class PublishCourseTests
{
    [Fact]
    public void a_course_is_published() =>
        GivenNothing<Course>().When(x => Course.Publish(x, Basic)).Then(Basic);

    [Fact]
    public void other_content_is_another_edition() =>
        Given<Course>(Basic).When(x => Course.Publish(x, Basic with { PassMark = 90 })).Then(Basic with { PassMark = 90, Edition = 2 });

    [Fact]
    public void a_course_asks_at_least_ten_questions() =>
        GivenNothing<Course>().When(x => Course.Publish(x, Basic with { Questions = [.. Basic.Questions.Skip(1)] })).ThenRefused("course-asks-too-little");

    [Theory]
    [InlineData]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(1, 1)]
    [InlineData(1, 2, 3)]
    public void a_question_names_its_right_options(params int[] right) =>
        GivenNothing<Course>().When(x => Course.Publish(x, Basic with { Questions = [.. Basic.Questions, Basic.Questions[0] with { Right = right }] }))
            .ThenRefused("question-without-answer");
}
