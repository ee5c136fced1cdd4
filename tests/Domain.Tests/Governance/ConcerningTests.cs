using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Governance.Proposals;

namespace CleaningEvents.Domain.Tests.Governance;

public class ConcerningTests
{
    [Fact]
    public void who_gets_a_role_gains() =>
        Concerning.Beneficiaries(new RoleGranted(AccountId, RoleId, Scope.Company, null, null)).ShouldBe([AccountId]);

    [Fact]
    public void who_gets_a_certificate_gains() =>
        Concerning.Beneficiaries(new SkillCertified(AnaId, "floors", null)).ShouldBe([AnaId]);

    [Fact]
    public void nobody_gains_by_losing_a_role() =>
        Concerning.Beneficiaries(new RoleRevoked(AccountId, RoleId, "Moved.")).ShouldBeEmpty();

    [Fact]
    public void what_is_protected_says_whom_it_is_about() =>
        Concerning.Subject(Proposed).ShouldBe(AnasAccount);

    [Fact]
    public void what_is_not_protected_is_about_nobody() =>
        Concerning.Subject(Approved).ShouldBeNull();
}
