using CleaningEvents.Api.Access;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Passwords;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CleaningEvents.Tests.Security;

public class PasswordProfileTests(Server server)
{
    private static readonly EnrolledFactor App = new(Guid.CreateVersion7(), SecondFactorKind.Totp);

    private PasswordPolicy Mlps2 => ActivatorUtilities.CreateInstance<PasswordPolicy>(server.Host.Services, PasswordProfile.Mlps2);

    private PasswordPolicy Standard => ActivatorUtilities.CreateInstance<PasswordPolicy>(server.Host.Services, PasswordProfile.Standard);

    [Theory]
    [InlineData("", 15, 0)]
    [InlineData("Standard", 15, 0)]
    [InlineData("Mlps2", 8, 3)]
    public void the_configuration_names_the_profile(string name, int shortestBesideFactor, int kinds)
    {
        var profile = PasswordProfile.In(Configured(name));
        (profile.ShortestBesideFactor, profile.Kinds).ShouldBe((shortestBesideFactor, kinds));
    }

    [Fact]
    public void a_profile_that_nobody_knows_stops_the_start() => Should.Throw<InvalidOperationException>(() => PasswordProfile.In(Configured("Strong")));

    [Theory]
    [InlineData("Goose-7f", true, null)]
    [InlineData("Goose-7f", false, "password-too-short")]
    [InlineData("goosegosling", true, "password-too-plain")]
    [InlineData("Goose-7", true, "password-too-short")]
    [InlineData("Password1", true, "password-too-common")]
    public async Task classified_protection_wants_kinds_and_takes_less_length_beside_a_factor(string password, bool hasFactor, string? rule) =>
        (await Mlps2.Broken(password, Somebody(hasFactor), TestContext.Current.CancellationToken)).ShouldBe(rule);

    [Theory]
    [InlineData("the goose of Ada is away", "password-too-personal")]
    [InlineData("my cleaningevents password", "password-too-personal")]
    [InlineData("seven geese cross the river", null)]
    public async Task names_of_holder_and_product_are_no_secret(string password, string? rule) =>
        (await Standard.Broken(password, Somebody(hasFactor: true), TestContext.Current.CancellationToken)).ShouldBe(rule);

    [Fact]
    public async Task a_password_stays_good_for_years_unless_the_profile_says_otherwise()
    {
        var (person, number) = await server.Enrolled();
        await server.Rows("update auth.credential set changed_at = now() - interval '400 days' where account_id = $1 returning 1", person.AccountId);
        (await Standard.IsExpired(person.AccountId, TestContext.Current.CancellationToken)).ShouldBeFalse();
        var strict = ActivatorUtilities.CreateInstance<Doorkeeper>(server.Host.Services, Mlps2);
        (await strict.Admit(number, Employees.Password, Visit())).Outcome.ShouldBe(SignInOutcome.PasswordExpired);

        using var browser = new Browser(server);
        (await browser.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task the_last_five_passwords_do_not_come_back()
    {
        var (person, _) = await server.Enrolled();
        var account = (await server.Load<AccountDetails>(person.AccountId))!;
        var current = Employees.Password;
        string[] others = [.. Enumerable.Range(1, 6).Select(x => $"Eight geese fly south {x}")];
        foreach (var next in others)
        {
            (await Change(account, current, next)).ShouldBeOfType<Accepted>();
            current = next;
        }

        Problems.CauseOf(await Change(account, current, others[0])).Rule.ShouldBe("password-used-before");
        Problems.CauseOf(await Change(account, current, current)).Rule.ShouldBe("password-used-before");
        // The very first is the seventh by now, and of one kind too few.
        Problems.CauseOf(await Change(account, current, Employees.Password)).Rule.ShouldBe("password-too-plain");
        (await server.Rows("select 1 from auth.former_password where account_id = $1", person.AccountId)).Count.ShouldBe(5);
    }

    private Task<IResult> Change(AccountDetails account, string current, string next) => ActivatorUtilities.CreateInstance<PasswordChanges>(server.Host.Services, Mlps2)
        .Change(account, current, next, server.Host.Services.GetRequiredService<VisitorCommands>().For(account.Id, null, Visit()), Visit());

    private DefaultHttpContext Visit() => new() { RequestServices = server.Host.Services };

    private static IConfiguration Configured(string profile) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("Passwords:Profile", profile)]).Build();

    private static AccountDetails Somebody(bool hasFactor) =>
        new(Guid.CreateVersion7(), "E1047", "Ada Example", StandardRoles.PositionOf(Positions.Dispatcher), BranchId: null, AccountStatus.Open) { Factors = hasFactor ? [App] : [] };
}
