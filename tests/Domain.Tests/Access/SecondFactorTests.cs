using CleaningEvents.Domain.Access;
using static CleaningEvents.Domain.Tests.Example;
using static CleaningEvents.Domain.Tests.Specification;

namespace CleaningEvents.Domain.Tests.Access;

public class SecondFactorTests
{
    private static readonly Guid AppId = Number(41);
    private static readonly Guid OtherAppId = Number(42);
    private static readonly Guid PhoneId = Number(43);
    private static readonly SecondFactorEnrolled App = new(AccountId, AppId, SecondFactorKind.Totp);
    private static readonly SecondFactorEnrolled Phone = new(AccountId, PhoneId, SecondFactorKind.Passkey);

    [Fact]
    public void an_authenticator_app_is_enrolled() =>
        Given<Account>(MariaOpened).When(account => account.EnrolTotp(AppId)).Then(App);

    [Fact]
    public void an_account_has_one_authenticator_app() =>
        Given<Account>(MariaOpened, App).When(account => account.EnrolTotp(OtherAppId)).ThenRefused("totp-enrolled-already");

    [Fact]
    public void a_passkey_is_enrolled_beside_the_app() =>
        Given<Account>(MariaOpened, App).When(account => account.EnrolPasskey(PhoneId)).Then(Phone);

    [Fact]
    public void an_account_has_at_most_ten_passkeys() =>
        Given<Account>([MariaOpened, .. Enumerable.Range(50, 10).Select(x => Phone with { FactorId = Number(x) })])
            .When(account => account.EnrolPasskey(PhoneId)).ThenRefused("too-many-passkeys");

    [Fact]
    public void a_suspended_account_enrols_nothing()
    {
        Given<Account>(MariaOpened, Suspended).When(account => account.EnrolTotp(AppId)).ThenRefused("account-not-open");
        Given<Account>(MariaOpened, Suspended).When(account => account.EnrolPasskey(PhoneId)).ThenRefused("account-not-open");
        Given<Account>(MariaOpened, App, Suspended).When(account => account.MakeRecoveryCodes()).ThenRefused("account-not-open");
    }

    [Fact]
    public void the_holder_takes_one_factor_away() =>
        Given<Account>(MariaOpened, App, Phone).When(account => account.RemoveFactor(AppId))
            .Then(new SecondFactorRemoved(AccountId, AppId, SecondFactorKind.Totp, Reason: null));

    [Fact]
    public void what_is_not_there_need_not_be_taken_away() =>
        Given<Account>(MariaOpened, App).When(account => account.RemoveFactor(PhoneId)).Then();

    [Fact]
    public void a_reset_takes_every_factor_away_and_says_why() =>
        Given<Account>(MariaOpened, App, Phone).When(account => account.ResetFactors("Lost the phone")).Then(
            new SecondFactorRemoved(AccountId, AppId, SecondFactorKind.Totp, "Lost the phone"),
            new SecondFactorRemoved(AccountId, PhoneId, SecondFactorKind.Passkey, "Lost the phone"));

    [Fact]
    public void a_suspended_account_may_be_reset_and_a_closed_one_not()
    {
        Given<Account>(MariaOpened, App, Suspended).When(account => account.ResetFactors("Lost the phone"))
            .Then(new SecondFactorRemoved(AccountId, AppId, SecondFactorKind.Totp, "Lost the phone"));
        Given<Account>(MariaOpened, App, Closed).When(account => account.ResetFactors("Lost the phone")).ThenRefused("account-not-open");
    }

    [Fact]
    public void recovery_codes_are_made_anew_each_time() =>
        Given<Account>(MariaOpened, App).When(account => account.MakeRecoveryCodes()).ThenEachTime(new RecoveryCodesMade(AccountId, 10));

    [Fact]
    public void recovery_codes_stand_in_for_something() =>
        Given<Account>(MariaOpened).When(account => account.MakeRecoveryCodes()).ThenRefused("no-second-factor");

    [Fact]
    public void each_use_leaves_one_code_less()
    {
        var account = StateOf<Account>(MariaOpened, App, new RecoveryCodesMade(AccountId, 10), new RecoveryCodeUsed(AccountId, 9));
        account.UseRecoveryCode().Events.ShouldBe([new RecoveryCodeUsed(AccountId, 8)]);
    }

    [Fact]
    public void without_codes_none_is_used() =>
        Given<Account>(MariaOpened, App).When(account => account.UseRecoveryCode()).ThenRefused("no-recovery-code-left");

    [Fact]
    public void with_the_last_factor_go_the_recovery_codes() =>
        Given<Account>(MariaOpened, App, new RecoveryCodesMade(AccountId, 10), new SecondFactorRemoved(AccountId, AppId, SecondFactorKind.Totp, null))
            .When(account => account.UseRecoveryCode()).ThenRefused("no-recovery-code-left");

    [Theory]
    [InlineData(Permission.GrantRoles, true)]
    [InlineData(Permission.SearchEvents, true)]
    [InlineData(Permission.ApproveChanges, true)]
    [InlineData("finance.invoices.approve", true)]
    [InlineData(Permission.ReadBranches, false)]
    [InlineData(Permission.AssignJobs, false)]
    [InlineData(Permission.ReadCustomers, false)]
    public void administration_audit_approval_and_money_need_a_second_factor(string permission, bool needed) =>
        Permission.NeedsSecondFactor(permission).ShouldBe(needed);

    [Theory]
    [InlineData(Positions.SecurityAdministrator, true)]
    [InlineData(Positions.SystemAdministrator, true)]
    [InlineData(Positions.AuditAdministrator, true)]
    [InlineData(Positions.DataProtectionOfficer, true)]
    [InlineData(Positions.Dispatcher, false)]
    [InlineData(Positions.CustomerAdviser, false)]
    [InlineData(Positions.Cleaner, false)]
    public void whoever_administers_needs_one_and_whoever_cleans_does_not(string position, bool needed) =>
        Positions.Roles[position].Any(Permission.NeedsSecondFactor).ShouldBe(needed);
}
