using System.Net;
using CleaningEvents.Api.Access;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;

namespace CleaningEvents.Tests.Security.Factors;

public class RecoveryCodeTests(Server server)
{
    private const string Make = "/api/access/me/recovery-codes";

    [Fact]
    public async Task ten_codes_are_told_once_and_kept_as_hashes()
    {
        var (person, _) = await server.Enrolled();
        await App.Enrol(person);
        var codes = await CodesOf(person);
        codes.Distinct().Count().ShouldBe(10);
        // Base32: 5 bits a sign.
        codes.ShouldAllBe(x => x.Replace("-", "").Length * 5 >= 128);
        var kept = await server.Rows("select code_hash::text from auth.recovery_code where account_id = $1", person.AccountId);
        kept.Count.ShouldBe(10);
        codes.ShouldAllBe(x => kept.All(y => !((string)y[0]).Contains(x)));
    }

    [Fact]
    public async Task the_same_request_gets_the_same_codes_and_another_gets_others()
    {
        var (person, _) = await server.Enrolled();
        await App.Enrol(person);
        var key = Guid.NewGuid().ToString();
        var first = (await person.Post(Make, new { }, key: key)).ShouldBe(200);
        (await person.Post(Make, new { }, key: key)).ShouldBe(200).Body.ShouldBe(first.Body);
        (await CodesOf(person)).Intersect(first.Read<RecoveryCodesMadeNow>().Codes).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_code_stands_in_for_the_app_once()
    {
        var (person, number) = await server.Enrolled();
        await App.Enrol(person);
        var codes = await CodesOf(person);
        foreach (var expected in new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest })
        {
            using var browser = new Browser(server);
            await browser.SignIn("/sign-in", number, Employees.Password);
            (await browser.Fill("/sign-in/second-factor", ("code", codes[3].ToLowerInvariant()))).StatusCode.ShouldBe(expected);
        }

        (await server.Load<AccountDetails>(person.AccountId))!.RecoveryCodesLeft.ShouldBe(9);
        (await server.Events(person.AccountId)).OfType<RecoveryCodeUsed>().ShouldBe([new RecoveryCodeUsed(person.AccountId, 9)]);
    }

    [Fact]
    public async Task of_four_uses_at_once_one_succeeds()
    {
        var (person, number) = await server.Enrolled();
        await App.Enrol(person);
        var code = (await CodesOf(person))[0];
        var browsers = Enumerable.Range(0, 4).Select(_ => new Browser(server)).ToList();
        foreach (var browser in browsers)
            await browser.SignIn("/sign-in", number, Employees.Password);
        var answers = await Task.WhenAll(browsers.Select(x => x.Fill("/sign-in/second-factor", ("code", code))));
        browsers.ForEach(x => x.Dispose());
        answers.Count(x => x.StatusCode == HttpStatusCode.OK).ShouldBe(1);
    }

    [Fact]
    public async Task without_a_second_factor_there_is_nothing_to_recover()
    {
        var person = await server.Company.Employ(Positions.Dispatcher, Scope.Branch);
        (await person.Post(Make, new { })).ShouldBeRefused("no-second-factor");
    }

    private static async Task<IReadOnlyList<string>> CodesOf(Person person) =>
        (await person.Post(Make, new { })).ShouldBe(200).Read<RecoveryCodesMadeNow>().Codes;
}
