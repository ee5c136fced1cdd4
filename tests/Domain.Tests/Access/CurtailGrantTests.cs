using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class CurtailGrantTests
{
    private static readonly RoleGranted Granted = new(AccountId, RoleId, Scope.Branch, MilanId, null);
    private static readonly Grant InMilan = new(RoleId, Scope.Branch, MilanId, ExpiresAt: null);

    [Fact]
    public void a_grant_is_taken_away_as_it_was_seen() =>
        Given<Account>(MariaOpened, Granted).When(account => account.Curtail(InMilan, rest: null, "unused")).Then(new RoleRevoked(AccountId, RoleId, "unused", MilanId));

    [Fact]
    public void a_part_of_it_may_be_left() =>
        Given<Account>(MariaOpened, Granted).When(account => account.Curtail(InMilan, InMilan with { ExpiresAt = Ten }, "until ten")).Then(
            new RoleRevoked(AccountId, RoleId, "until ten", MilanId), new RoleGranted(AccountId, RoleId, Scope.Branch, MilanId, Ten));

    [Fact]
    public void a_grant_that_has_changed_stays() =>
        Given<Account>(MariaOpened, Granted, Granted with { ExpiresAt = Ten }).When(account => account.Curtail(InMilan, rest: null, "unused")).Then();

    [Fact]
    public void a_grant_that_is_gone_is_not_missed() =>
        Given<Account>(MariaOpened, Granted, Closed).When(account => account.Curtail(InMilan, rest: null, "unused")).Then();
}
