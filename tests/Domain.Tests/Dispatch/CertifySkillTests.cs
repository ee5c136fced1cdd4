using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Dispatch;

public class CertifySkillTests
{
    [Fact]
    public void a_cleaner_learns_something_new() =>
        Given<Cleaner>(AnaJoined).When(cleaner => cleaner.Certify("glass", Monday)).Then(new SkillCertified(AnaId, "glass", Monday));

    [Fact]
    public void a_skill_is_renewed_for_good() =>
        Given<Cleaner>(AnaJoined).When(cleaner => cleaner.Certify("windows", null)).Then(new SkillCertified(AnaId, "windows", null));

    [Fact]
    public void a_skill_for_good_may_get_an_end() =>
        Given<Cleaner>(AnaJoined).When(cleaner => cleaner.Certify("floors", Monday)).Then(new SkillCertified(AnaId, "floors", Monday));

    [Fact]
    public void what_is_known_changes_nothing() =>
        Given<Cleaner>(AnaJoined).When(cleaner => cleaner.Certify("windows", Monday)).Then();

    [Fact]
    public void who_left_learns_nothing_here() =>
        Given<Cleaner>(AnaJoined, new CleanerLeft(AnaId, "moved", Ten)).When(cleaner => cleaner.Certify("glass", null)).ThenRefused("cleaner-not-active");

    [Fact]
    public void a_skill_counts_until_its_last_day()
    {
        Ana.HasSkill("windows", Monday).ShouldBeTrue();
        Ana.HasSkill("windows", Monday.AddDays(1)).ShouldBeFalse();
        Ana.HasSkill("floors", DateOnly.MaxValue).ShouldBeTrue();
        Ana.HasSkill("glass", Monday).ShouldBeFalse();
    }
}
