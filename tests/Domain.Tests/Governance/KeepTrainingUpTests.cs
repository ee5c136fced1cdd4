using CleaningEvents.Domain.Governance;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Governance;

public class KeepTrainingUpTests
{
    private static readonly DateTimeOffset Now = Example.Ten;

    private static readonly Guid Ada = Example.AccountId;

    private static readonly Guid Id = Training.IdOf(Ada, Course.BasicSecurity);

    private static readonly TrainingAssigned Assigned = new(Id, Ada, Course.BasicSecurity, Now);

    [Fact]
    public void a_course_is_assigned() =>
        GivenNothing<Training>().When(x => Training.Assign(x, Ada, Course.BasicSecurity, Now)).Then(Assigned);

    [Fact]
    public void an_earlier_day_counts() =>
        Given<Training>(Assigned with { DueAt = Now.AddDays(1) }).When(x => Training.Assign(x, Ada, Course.BasicSecurity, Now)).Then(Assigned);

    [Fact]
    public void whose_certificate_reaches_further_has_nothing_to_do() =>
        Given<Training>(PassedUntil(Now.AddTicks(1))).When(x => Training.Assign(x, Ada, Course.BasicSecurity, Now)).Then();

    [Fact]
    public void a_certificate_is_due_again_14_days_before_its_end() =>
        Given<Training>(PassedUntil(Now.AddDays(14))).When(x => x.Age(Now)).Then(Assigned with { DueAt = Now.AddDays(14) });

    [Fact]
    public void before_that_nothing_is_due() =>
        Given<Training>(PassedUntil(Now.AddDays(14).AddTicks(1))).When(x => x.Age(Now)).Then();

    [Fact]
    public void a_certificate_expires_at_its_end() =>
        Given<Training>(PassedUntil(Now), Assigned).When(x => x.Age(Now)).Then(new CertificateExpired(Id, Ada, Course.BasicSecurity, Now));

    [Fact]
    public void one_that_nobody_looked_at_is_due_and_expires_at_once() =>
        Given<Training>(PassedUntil(Now.AddDays(-1))).When(x => x.Age(Now))
            .Then(Assigned with { DueAt = Now.AddDays(-1) }, new CertificateExpired(Id, Ada, Course.BasicSecurity, Now.AddDays(-1)));

    [Fact]
    public void who_never_passed_has_nothing_that_expires() =>
        Given<Training>(Assigned).When(x => x.Age(Now)).Then();

    private static TrainingPassed PassedUntil(DateTimeOffset end) => new(Id, Ada, Course.BasicSecurity, 1, 100, [], end, Now.AddYears(-1));
}
