using CleaningEvents.Domain.Governance;
using static CleaningEvents.Domain.Tests.Governance.Courses;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Governance;

public class RecordTrainingTests
{
    private static readonly DateTimeOffset Now = Example.Ten;

    private static readonly DateOnly Today = DateOnly.FromDateTime(Now.UtcDateTime);

    private static readonly (Guid Ada, Guid Bo) Accounts = (Example.AccountId, Example.BobId);

    private static readonly OutsideTrainingRecorded Recorded = new(
        Training.IdOf(Accounts.Ada, Course.BasicSecurity), Accounts.Ada, Course.BasicSecurity, Today, "C-17",
        new DateTimeOffset(Today.AddDays(365), TimeOnly.MinValue, TimeSpan.Zero));

    [Fact]
    public void training_done_elsewhere_counts_from_its_day() =>
        GivenNothing<Training>().When(x => Record(x, Today)).Then(Recorded);

    [Fact]
    public void the_same_paper_gives_no_second_certificate() =>
        Given<Training>(Recorded).When(x => Record(x, Today.AddDays(-1))).Then();

    [Fact]
    public void nobody_vouches_for_themselves() =>
        GivenNothing<Training>().When(x => Record(x, Today, by: Accounts.Ada)).ThenRefused("no-self-certificate");

    [Fact]
    public void nobody_has_passed_tomorrow() =>
        GivenNothing<Training>().When(x => Record(x, Today.AddDays(1))).ThenRefused("training-in-future");

    [Fact]
    public void a_paper_of_last_year_has_expired() =>
        GivenNothing<Training>().When(x => Record(x, Today.AddDays(-365))).ThenRefused("training-too-old");

    private static Decision Record(Training? training, DateOnly passedOn, Guid? by = null) =>
        Training.RecordOutside(training, Accounts.Ada, StateOf<Course>(Basic), passedOn, "C-17", by ?? Accounts.Bo, Now);
}
