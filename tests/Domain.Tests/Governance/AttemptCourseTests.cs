using CleaningEvents.Domain.Governance;
using static CleaningEvents.Domain.Tests.Governance.Courses;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Governance;

public class AttemptCourseTests
{
    private static readonly DateTimeOffset Now = Example.Ten;

    private static readonly Guid Ada = Example.AccountId;

    private static readonly Guid Id = Training.IdOf(Ada, Course.BasicSecurity);

    private static readonly Course BasicCourse = StateOf<Course>(Basic);

    [Fact]
    public void who_answers_all_passes() =>
        GivenNothing<Training>().When(x => Attempt(x)).ThenEachTime(Passed(100));

    [Fact]
    public void who_reaches_the_pass_mark_passes() =>
        GivenNothing<Training>().When(x => Attempt(x, wrong: 2)).ThenEachTime(Passed(80, 1, 2));

    [Fact]
    public void who_stays_below_it_fails() =>
        GivenNothing<Training>().When(x => Attempt(x, wrong: 3)).ThenEachTime(Failed(Now, 70, 1, 2, 3));

    [Fact]
    public void an_option_too_many_is_wrong() =>
        GivenNothing<Training>().When(x => Training.Attempt(x, Ada, BasicCourse, 1, [[1, 2, 3], .. Answers().Skip(1)], Now)).ThenEachTime(Passed(90, 1));

    [Fact]
    public void a_renewed_certificate_runs_from_now() =>
        Given<Training>(Passed(100) with { ValidUntil = Now.AddDays(3) }, new TrainingAssigned(Id, Ada, Course.BasicSecurity, Now.AddDays(3)))
            .When(x => Attempt(x)).ThenEachTime(Passed(100));

    [Fact]
    public void who_failed_too_often_waits_a_day() =>
        Given<Training>(Failed(Now.AddHours(-23), 0), Failed(Now.AddHours(-2), 0), Failed(Now.AddHours(-1), 0)).When(x => Attempt(x)).ThenRefused("attempts-used-up");

    [Fact]
    public void after_a_day_they_try_again() =>
        Given<Training>(Failed(Now.AddDays(-1), 0), Failed(Now.AddHours(-2), 0), Failed(Now.AddHours(-1), 0)).When(x => Attempt(x)).ThenEachTime(Passed(100));

    [Fact]
    public void every_question_takes_an_answer() =>
        GivenNothing<Training>().When(x => Training.Attempt(x, Ada, BasicCourse, 1, [.. Answers().Skip(1)], Now)).ThenRefused("answer-every-question");

    [Fact]
    public void an_old_edition_is_not_answered() =>
        GivenNothing<Training>().When(x => Training.Attempt(x, Ada, StateOf<Course>(Basic, Basic with { Edition = 2 }), 1, Answers(), Now)).ThenRefused("course-edition-replaced");

    private static Decision Attempt(Training? training, int wrong = 0) => Training.Attempt(training, Ada, BasicCourse, edition: 1, Answers(wrong), Now);

    private static TrainingPassed Passed(int score, params int[] wrong) => new(Id, Ada, Course.BasicSecurity, 1, score, wrong, Now.AddDays(365), Now);

    private static TrainingFailed Failed(DateTimeOffset at, int score, params int[] wrong) => new(Id, Ada, Course.BasicSecurity, 1, score, wrong, at);
}
