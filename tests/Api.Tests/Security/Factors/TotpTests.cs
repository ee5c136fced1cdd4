using System.Net;
using System.Text;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Security.Factors;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Tests.Security.Factors;

public class TotpTests(Server server)
{
    /// <summary>RFC 6238, appendix B: of its eight digits the last six are ours.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void the_vectors_of_the_standard_pass(long seconds, string code)
    {
        var secret = Encoding.ASCII.GetBytes("12345678901234567890");
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        TotpSecrets.StepOf(secret, code[2..], at).ShouldBe(seconds / 30);
        TotpSecrets.StepOf(secret, code[2..], at.AddSeconds(30)).ShouldBe(seconds / 30);
        TotpSecrets.StepOf(secret, code[2..], at.AddSeconds(-30)).ShouldBe(seconds / 30);
        TotpSecrets.StepOf(secret, code[2..], at.AddSeconds(60)).ShouldBeNull();
    }

    [Fact]
    public void a_code_of_the_minute_to_come_is_too_early() =>
        TotpSecrets.StepOf(Encoding.ASCII.GetBytes("12345678901234567890"), "081804", DateTimeOffset.FromUnixTimeSeconds(1111111109 - 60)).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("١٢٣٤٥٦")]
    public void what_is_no_code_matches_nothing(string code) => TotpSecrets.StepOf(new byte[20], code, DateTimeOffset.UnixEpoch).ShouldBeNull();

    [Fact]
    public async Task who_has_an_app_is_asked_for_its_code_after_the_password_and_for_nothing_before()
    {
        var (person, number) = await server.Enrolled();
        var app = await App.Enrol(person);
        using var browser = new Browser(server);
        (await browser.SignIn("/sign-in", number, "not the password at all")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var asked = await browser.SignIn("/sign-in", number, Employees.Password);
        asked.Headers.Location!.OriginalString.ShouldStartWith("/sign-in/second-factor");
        (await browser.Get(browser.Authorize)).Headers.Location!.OriginalString.ShouldStartWith("/sign-in");
        (await browser.Fill("/sign-in/second-factor", ("code", app.Code()))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Get(browser.Authorize)).Headers.Location!.OriginalString.ShouldStartWith(Browser.Callback);
        (await SignInsOf(person)).ShouldBe([
            (SignInFactor.Password, SignInOutcome.WrongSecret), (SignInFactor.Password, SignInOutcome.SecondFactorAsked), (SignInFactor.Totp, SignInOutcome.Succeeded)]);
    }

    [Fact]
    public async Task a_code_counts_once_even_for_many_at_once()
    {
        var (person, number) = await server.Enrolled();
        var app = await App.Enrol(person);
        var browsers = Enumerable.Range(0, 4).Select(_ => new Browser(server)).ToList();
        foreach (var browser in browsers)
            (await browser.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var code = app.Code();
        var answers = await Task.WhenAll(browsers.Select(x => x.Fill("/sign-in/second-factor", ("code", code))));
        browsers.ForEach(x => x.Dispose());
        answers.Count(x => x.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        (await server.Rows("select last_step > 0 from auth.totp where account_id = $1", person.AccountId))[0][0].ShouldBe(true);
    }

    [Fact]
    public async Task a_code_of_a_minute_ago_is_too_old()
    {
        var (person, number) = await server.Enrolled();
        var app = await App.Enrol(person);
        await server.Rows("update auth.totp set last_step = 0 where account_id = $1 returning 1", person.AccountId);
        using var browser = new Browser(server);
        await browser.SignIn("/sign-in", number, Employees.Password);
        (await browser.Fill("/sign-in/second-factor", ("code", app.Code(-2)))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task after_five_codes_the_password_is_asked_for_again()
    {
        var (person, number) = await server.Enrolled();
        var app = await App.Enrol(person);
        using var browser = new Browser(server);
        await browser.SignIn("/sign-in", number, Employees.Password);
        for (var i = 0; i < SignInAttempts.MostTries; i++)
            (await browser.Fill("/sign-in/second-factor", ("code", "000000"))).IsSuccessStatusCode.ShouldBeFalse();
        var sixth = await browser.Fill("/sign-in/second-factor", ("code", app.Code()));
        sixth.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        sixth.Headers.Location!.OriginalString.ShouldBe("/sign-in");
        (await browser.Get(browser.Authorize)).Headers.Location!.OriginalString.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task wrong_codes_make_the_account_wait_whatever_passwords_come_between()
    {
        var (person, number) = await server.Enrolled();
        await App.Enrol(person);
        using var browser = new Browser(server);
        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 5; i++)
        {
            answers.Add((await browser.SignIn("/sign-in", number, Employees.Password)).StatusCode);
            answers.Add((await browser.Fill("/sign-in/second-factor", ("code", "000000"))).StatusCode);
        }

        answers.ShouldContain(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task the_secret_is_nowhere_in_clear()
    {
        var person = await server.Company.Employ(Positions.Dispatcher, Scope.Branch);
        var offer = (await person.Post("/api/access/me/totp/offer", new { })).ShouldBe(200).Read<TotpOffer>();
        (await person.Post("/api/access/me/totp/offer", new { })).Read<TotpOffer>().ShouldBe(offer);
        offer.Uri.ShouldStartWith("otpauth://totp/");
        var kept = (byte[])(await server.Rows("select secret from auth.totp where account_id = $1", person.AccountId))[0][0];
        kept.AsSpan().IndexOf(OtpNet.Base32Encoding.ToBytes(offer.Secret)).ShouldBe(-1);
        OtpNet.Base32Encoding.ToBytes(offer.Secret).Length.ShouldBe(20);
        (await server.Events(person.AccountId)).ShouldAllBe(x => !x.ToString()!.Contains(offer.Secret));
    }

    [Fact]
    public async Task a_wrong_code_enrols_nothing_and_an_enrolled_app_is_offered_nothing()
    {
        var person = await server.Company.Employ(Positions.Dispatcher, Scope.Branch);
        (await person.Post("/api/access/me/totp", new EnrolTotp("123456"))).ShouldBe(400).Rule.ShouldBe("wrong-code");
        await App.Enrol(person);
        (await person.Post("/api/access/me/totp/offer", new { })).ShouldBe(404);
        (await server.Events(person.AccountId)).OfType<SecondFactorEnrolled>().Single().Kind.ShouldBe(SecondFactorKind.Totp);
    }

    [Fact]
    public async Task seeds_are_drawn_anew_for_everybody()
    {
        HashSet<string> secrets = [];
        for (var i = 0; i < 5; i++)
            secrets.Add((await (await server.Company.Employ(Positions.Cleaner, Scope.Own)).Post("/api/access/me/totp/offer", new { })).Read<TotpOffer>().Secret);
        secrets.Count.ShouldBe(5);
    }

    private async Task<(SignInFactor, SignInOutcome)[]> SignInsOf(Person person) =>
        [.. (await server.Events(SignIns.StreamOf(person.AccountId, DateTimeOffset.UtcNow))).Cast<SignInRecorded>().Select(x => (x.Factor, x.Outcome))];
}
