using System.Net;
using CleaningEvents.Api.Access;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using CleaningEvents.Tests.Security;
using Authenticator = CleaningEvents.Tests.Security.Factors.App;

namespace CleaningEvents.Tests.Access;

public class MeTests(Server server)
{
    private const string Change = "/api/access/me/change-password";
    private const string Other = "eight geese fly south";

    [Fact]
    public async Task everybody_reads_their_own_account_rights_factors_and_sign_ins()
    {
        var (person, number) = await server.Enrolled();
        using var browser = new Browser(server);
        await browser.SignIn("/sign-in", number, Employees.Password);
        await Authenticator.Enrol(person);
        var me = (await person.Get("/api/access/me")).ShouldBe(200).Read<MyAccount>();
        me.Account.EmployeeNumber.ShouldBe(number);
        me.Account.Factors.Single().Kind.ShouldBe(SecondFactorKind.Totp);
        me.Roles.ShouldBe([Positions.Dispatcher]);
        me.Permissions.ShouldContain(Permission.AssignJobs);
        me.MorePermissions.ShouldBeEmpty();
        me.WithSecondFactor.ShouldBeTrue();
        me.SignIns.Single().Outcome.ShouldBe(SignInOutcome.Succeeded);
        me.SignIns.Single().SessionId.ShouldNotBeNull();
    }

    [Fact]
    public async Task a_password_is_changed_by_the_old_one_and_ends_the_other_sessions()
    {
        var (person, number) = await server.Enrolled();
        using var browser = new Browser(server);
        var (_, tokens) = await browser.Redeem(await browser.Code(number, Employees.Password));
        (await person.Post(Change, new ChangePassword("not my password at all", Other))).ShouldBe(400).Rule.ShouldBe("wrong-password");
        (await person.Post(Change, new ChangePassword(Employees.Password, "short"))).ShouldBe(400).Rule.ShouldBe("password-too-short");
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        var key = Guid.NewGuid().ToString();
        (await person.Post(Change, new ChangePassword(Employees.Password, Other), key: key)).ShouldBe(204);
        (await person.Post(Change, new ChangePassword(Employees.Password, Other), key: key)).ShouldBe(204);

        (await browser.Refresh(tokens.GetProperty("refresh_token").GetString()!)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.SignIn("/sign-in", number, Other)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await server.Events(person.AccountId)).OfType<CredentialChanged>().Count().ShouldBe(2);
        (await server.Events(SignIns.StreamOf(person.AccountId, DateTimeOffset.UtcNow))).Cast<SignInRecorded>()
            .Count(x => x is { Outcome: SignInOutcome.WrongSecret, Factor: SignInFactor.Password }).ShouldBe(2);
    }

    [Fact]
    public async Task on_the_page_the_session_that_changes_the_password_goes_on()
    {
        var (_, number) = await server.Enrolled();
        using var here = new Browser(server);
        using var elsewhere = new Browser(server);
        await here.SignIn("/sign-in", number, Employees.Password);
        await elsewhere.SignIn("/sign-in", number, Employees.Password);
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        (await here.Fill("/account/password", ("password", "wrong"), ("newPassword", Other), ("repeatPassword", Other))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await here.Fill("/account/password", ("password", Employees.Password), ("newPassword", Other), ("repeatPassword", Other)))
            .Headers.Location!.OriginalString.ShouldBe("/account");
        (await here.Get("/account")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await elsewhere.Get("/account")).Headers.Location!.OriginalString.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task the_account_page_shows_factors_removes_them_and_makes_codes_in_both_languages()
    {
        var (person, number) = await server.Enrolled();
        var app = await Authenticator.Enrol(person);
        using var browser = new Browser(server);
        await browser.SignIn("/sign-in", number, Employees.Password);
        await browser.Fill("/sign-in/second-factor", ("code", app.Code()));
        var page = await browser.Get("/account?lang=zh-CN");
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("验证器应用");
        var codes = await (await browser.Fill(await browser.Get("/account"), "/account/recovery-codes")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        System.Text.RegularExpressions.Regex.Count(codes, "<code>").ShouldBe(10);

        await browser.Fill(await browser.Get("/account"), "/account/remove-factor");
        (await server.Events(person.AccountId)).OfType<SecondFactorRemoved>().Single().Reason.ShouldBeNull();
    }

    [Fact]
    public async Task a_rebuild_tells_the_same_of_second_factors()
    {
        var (person, _) = await server.Enrolled();
        await Authenticator.Enrol(person);
        (await person.Post("/api/access/me/recovery-codes", new { })).ShouldBe(200);
        var before = await server.Load<AccountDetails>(person.AccountId);
        before!.RecoveryCodesLeft.ShouldBe(10);
        await server.Rebuild<AccountDetailsProjection>();
        (await server.Load<AccountDetails>(person.AccountId)).ShouldBeEquivalentTo(before);
    }

    [Fact]
    public async Task a_factor_is_removed_by_its_holder_alone()
    {
        var (person, _) = await server.Enrolled();
        await Authenticator.Enrol(person);
        var factorId = (await person.Get("/api/access/me")).Read<MyAccount>().Account.Factors.Single().FactorId;
        var (other, _) = await server.Enrolled();
        (await other.Post($"/api/access/me/second-factors/{factorId}/remove", new { })).ShouldBe(204);
        (await server.Rows("select 1 from auth.totp where account_id = $1", person.AccountId)).Count.ShouldBe(1);
        (await person.Post($"/api/access/me/second-factors/{factorId}/remove", new { })).ShouldBe(204);
        (await server.Rows("select 1 from auth.totp where account_id = $1", person.AccountId)).ShouldBeEmpty();
    }
}
