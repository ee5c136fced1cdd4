using System.Net;
using System.Text.Json;
using CleaningEvents.Api.Access;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CleaningEvents.Tests.Security;

public class SessionTests(Server server)
{
    private const string Firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0";

    [Fact]
    public async Task who_signs_in_sees_their_sessions_where_they_began_and_which_one_asks()
    {
        var (person, number) = await server.Enrolled();
        using var office = await SignedIn(number, Firefox);
        using var home = await SignedIn(number);

        var shown = (await office.Own()).Read<IReadOnlyList<SessionShown>>();

        shown.Select(x => x.SessionId).ShouldBe([home.SessionId, office.SessionId]);
        shown.Select(x => x.IsThis).ShouldBe([false, true]);
        shown.Select(x => x.Device).ShouldBe(["Unknown browser on unknown system", "Firefox on Windows"]);
        shown.ShouldAllBe(x => x.Methods.Single() == "pwd" && x.LastSeenAt >= x.BeganAt);
        (await server.Company.Security.Get($"/api/access/accounts/{person.AccountId}/sessions")).ShouldBe(200)
            .Read<IReadOnlyList<SessionShown>>().Select(x => x.SessionId).ShouldBe([home.SessionId, office.SessionId]);
        (await server.Company.Dispatcher.Get($"/api/access/accounts/{person.AccountId}/sessions")).ShouldBe(403);
    }

    [Fact]
    public async Task a_session_ended_from_another_opens_nothing_any_more()
    {
        var (_, number) = await server.Enrolled();
        using var office = await SignedIn(number);
        using var lost = await SignedIn(number);
        (await lost.Own()).ShouldBe(200);

        (await office.Post($"/api/access/me/sessions/{lost.SessionId}/revoke")).ShouldBe(204);

        await lost.ShouldBeOver();
        (await office.Own()).ShouldBe(200).Read<IReadOnlyList<SessionShown>>().Select(x => x.SessionId).ShouldBe([office.SessionId]);
        (await server.Load<SessionDetails>(lost.SessionId))!.Reason.ShouldBe(SessionEnd.ByHolder);
    }

    [Fact]
    public async Task all_sessions_but_one_end_at_once()
    {
        var (_, number) = await server.Enrolled();
        using var kept = await SignedIn(number);
        using var first = await SignedIn(number);
        using var second = await SignedIn(number);

        (await kept.Post($"/api/access/me/sessions/{kept.SessionId}/revoke-others")).ShouldBe(204);

        await first.ShouldBeOver();
        await second.ShouldBeOver();
        (await kept.Own()).ShouldBe(200);
    }

    [Fact]
    public async Task nobody_ends_or_keeps_the_session_of_another_as_their_own()
    {
        var (_, number) = await server.Enrolled();
        var (_, other) = await server.Enrolled();
        using var mine = await SignedIn(number);
        using var theirs = await SignedIn(other);
        (await mine.Post($"/api/access/me/sessions/{theirs.SessionId}/revoke")).ShouldBe(404);
        (await mine.Post($"/api/access/me/sessions/{theirs.SessionId}/revoke-others")).ShouldBe(404);
        (await server.Company.Security.Post($"/api/access/accounts/{server.Company.System.AccountId}/sessions/{theirs.SessionId}/revoke", new { })).ShouldBe(404);
        (await theirs.Own()).ShouldBe(200);
    }

    [Fact]
    public async Task a_security_administrator_ends_one_session_or_all_and_nobody_else_does()
    {
        var (person, number) = await server.Enrolled(Positions.Dispatcher);
        using var one = await SignedIn(number);
        using var other = await SignedIn(number);
        var sessions = $"/api/access/accounts/{person.AccountId}";
        (await server.Company.Auditor.Post($"{sessions}/revoke-sessions", new { })).ShouldBe(403);

        (await server.Company.Security.Post($"{sessions}/sessions/{one.SessionId}/revoke", new { })).ShouldBe(204);
        await one.ShouldBeOver();
        (await other.Own()).ShouldBe(200);

        (await server.Company.Security.Post($"{sessions}/revoke-sessions", new { })).ShouldBe(204);
        await other.ShouldBeOver();
        (await server.Events(one.SessionId)).OfType<SessionRevoked>().Single().Reason.ShouldBe(SessionEnd.ByAdministrator);
    }

    [Theory]
    [InlineData("suspend")]
    [InlineData("close")]
    public async Task an_account_that_is_shut_has_no_session_left(string verb)
    {
        var (person, number) = await server.Enrolled();
        using var session = await SignedIn(number);
        (await server.Company.Security.Post($"/api/access/accounts/{person.AccountId}/{verb}", new { reason = "Lost the phone" })).ShouldBe(204);
        await session.ShouldBeOver();
        (await server.Load<SessionDetails>(session.SessionId))!.Reason.ShouldBe(SessionEnd.AccountNotOpen);
    }

    [Fact]
    public async Task a_session_from_before_a_suspension_does_not_come_back_after_it()
    {
        var (person, number) = await server.Enrolled();
        using var session = await SignedIn(number);
        foreach (var verb in new[] { "suspend", "reinstate" })
            (await server.Company.Security.Post($"/api/access/accounts/{person.AccountId}/{verb}", new { reason = "Lost and found" })).ShouldBe(204);
        await session.ShouldBeOver();
    }

    [Fact]
    public async Task a_new_password_ends_every_session_at_once()
    {
        var (person, number) = await server.Enrolled();
        using var session = await SignedIn(number);
        var offer = (await server.Company.Security.Post(Employees.OfferOf(person), new { })).ShouldBe(200).Read<EnrolmentOffer>();
        using var elsewhere = new Browser(server);
        (await elsewhere.Enrol(number, offer.Secret, "eight geese cross the river")).EnsureSuccessStatusCode();
        await session.ShouldBeOver();
        (await server.Load<SessionDetails>(session.SessionId))!.Reason.ShouldBe(SessionEnd.CredentialChanged);
    }

    [Fact]
    public async Task signing_in_again_in_the_same_browser_replaces_its_session()
    {
        var (_, number) = await server.Enrolled();
        using var session = await SignedIn(number);
        (await session.Browser.SignIn("/sign-in", number, Employees.Password)).EnsureSuccessStatusCode();
        (await session.Own()).ShouldBe(401);
        (await server.Load<SessionDetails>(session.SessionId))!.Reason.ShouldBe(SessionEnd.Replaced);
        var (status, tokens) = await session.Browser.Redeem(await Browser.CodeFrom(await session.Browser.Get(session.Browser.Authorize)));
        status.ShouldBe(HttpStatusCode.OK);
        Guid.Parse(new JsonWebToken(tokens.GetProperty("access_token").GetString()).GetClaim("sid").Value).ShouldNotBe(session.SessionId);
    }

    [Fact]
    public async Task signing_out_ends_the_session_of_the_browser()
    {
        var (_, number) = await server.Enrolled();
        using var session = await SignedIn(number);
        await session.Browser.Get("/connect/end-session");
        await session.ShouldBeOver();
        (await server.Load<SessionDetails>(session.SessionId))!.Reason.ShouldBe(SessionEnd.SignedOut);
    }

    [Fact]
    public async Task who_does_nothing_for_half_an_hour_signs_in_again()
    {
        var (_, number) = await server.Enrolled();
        using var session = await SignedIn(number);
        await Seen(session, "29 minutes");
        (await session.Refresh()).ShouldBe(HttpStatusCode.OK);
        await Seen(session, "31 minutes");
        (await session.Refresh()).ShouldBe(HttpStatusCode.BadRequest);
        (await session.Browser.Get(session.Browser.Authorize)).Headers.Location!.OriginalString.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task after_twelve_hours_even_the_busy_sign_in_again()
    {
        var (_, number) = await server.Enrolled();
        using var session = await SignedIn(number);
        await Begun(session, TimeSpan.FromHours(11.9));
        (await session.Refresh()).ShouldBe(HttpStatusCode.OK);
        await Begun(session, TimeSpan.FromHours(12.1));
        (await session.Refresh()).ShouldBe(HttpStatusCode.BadRequest);
        (await session.Browser.Get(session.Browser.Authorize)).Headers.Location!.OriginalString.ShouldStartWith("/sign-in");
        (await session.Own()).ShouldBe(200).Read<IReadOnlyList<SessionShown>>().ShouldBeEmpty();
    }

    [Fact]
    public async Task a_refresh_token_that_comes_twice_ends_the_session_with_its_access_tokens_and_says_so()
    {
        var (_, number) = await server.Enrolled();
        using var session = await SignedIn(number);
        var stolen = session.RefreshToken;
        (await session.Refresh()).ShouldBe(HttpStatusCode.OK);

        using var thief = new Browser(server);
        (await thief.Refresh(stolen)).Status.ShouldBe(HttpStatusCode.BadRequest);

        await session.ShouldBeOver();
        (await server.Events(session.SessionId)).OfType<SessionRevoked>().Single().Reason.ShouldBe(SessionEnd.TokenReused);
    }

    [Fact]
    public async Task a_code_that_comes_twice_ends_the_session_that_the_first_began()
    {
        var (_, number) = await server.Enrolled();
        using var browser = new Browser(server);
        var code = await browser.Code(number, Employees.Password);
        var (_, tokens) = await browser.Redeem(code);
        using var session = new SignedInBrowser(server, browser, tokens);
        (await browser.Redeem(code)).Status.ShouldBe(HttpStatusCode.BadRequest);
        await session.ShouldBeOver();
    }

    [Fact]
    public async Task of_fifty_parallel_refreshes_with_one_token_at_most_one_is_worth_anything()
    {
        var (_, number) = await server.Enrolled();
        using var session = await SignedIn(number);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            using var tab = new Browser(server);
            return await tab.Refresh(session.RefreshToken);
        }));
        answers.ShouldAllBe(x => x.Status == HttpStatusCode.OK || x.Status == HttpStatusCode.BadRequest);

        var live = 0;
        foreach (var (_, tokens) in answers.Where(x => x.Status is HttpStatusCode.OK))
        {
            using var tab = new SignedInBrowser(server, new Browser(server), tokens);
            live += await tab.Refresh() is HttpStatusCode.OK ? 1 : 0;
        }

        live.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task the_sessions_read_model_made_anew_is_the_same()
    {
        var (_, number) = await server.Enrolled();
        using var session = await SignedIn(number);
        await session.Browser.Get("/connect/end-session");
        var (before, device) = (await server.Load<SessionDetails>(session.SessionId), (await Registered(session)).Id);
        var known = await server.Load<DeviceDetails>(device);

        await server.Rebuild<SessionDetailsProjection>();
        await server.Rebuild<DeviceDetailsProjection>();

        Written(await server.Load<SessionDetails>(session.SessionId)).ShouldBe(Written(before));
        Written(await server.Load<DeviceDetails>(device)).ShouldBe(Written(known));
    }

    [Fact]
    public async Task a_browser_is_registered_once_and_known_again()
    {
        var (person, number) = await server.Enrolled();
        using var session = await SignedIn(number, Firefox);
        (await session.Browser.SignIn("/sign-in", number, Employees.Password)).EnsureSuccessStatusCode();

        var device = await Registered(session);
        (device.Name, device.Standing, device.Accounts.Single()).ShouldBe(("Firefox on Windows", DeviceStanding.Unreviewed, person.AccountId));
        (await server.Events(device.Id)).Count.ShouldBe(1);
        (await server.Company.Security.Get($"/api/access/devices?accountId={person.AccountId}")).ShouldBe(200)
            .Read<CleaningEvents.Api.Http.Page<DeviceDetails>>().Items.Select(x => x.Id).ShouldBe([device.Id]);
        (await server.Company.Dispatcher.Get("/api/access/devices")).ShouldBe(403);
    }

    [Fact]
    public async Task a_refused_device_loses_its_sessions_and_opens_none_until_it_is_approved()
    {
        var (_, number) = await server.Enrolled();
        using var session = await SignedIn(number, Firefox);
        var device = $"/api/access/devices/{(await Registered(session)).Id}";

        (await server.Company.Security.Post($"{device}/refuse", new RefuseDevice("A private phone"))).ShouldBe(204);
        await session.ShouldBeOver();
        (await session.Browser.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var elsewhere = await SignedIn(number);

        (await server.Company.Security.Post($"{device}/approve", new { })).ShouldBe(204);
        (await session.Browser.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task who_forgets_a_device_ends_their_sessions_there()
    {
        var (_, number) = await server.Enrolled();
        using var phone = await SignedIn(number, Firefox);
        using var office = await SignedIn(number);
        var device = (await Registered(phone)).Id;

        (await office.Post($"/api/access/me/devices/{device}/forget")).ShouldBe(204);

        await phone.ShouldBeOver();
        (await office.Get("/api/access/me/devices")).Read<CleaningEvents.Api.Http.Page<DeviceDetails>>().Items.ShouldNotContain(x => x.Id == device);
        (await office.Post($"/api/access/me/devices/{device}/forget")).ShouldBe(404);
    }

    [Fact]
    public async Task a_device_made_up_by_its_browser_is_a_new_one()
    {
        var (_, number) = await server.Enrolled();
        using var browser = new Browser(server);
        browser.Cookies["cleaning-device"] = "made-up";
        using var session = new SignedInBrowser(server, browser, (await browser.Redeem(await browser.Code(number, Employees.Password))).Body);
        (await Registered(session)).Accounts.Count.ShouldBe(1);
    }

    private async Task<SignedInBrowser> SignedIn(string number, string? userAgent = null)
    {
        var browser = new Browser(server, userAgent);
        return new SignedInBrowser(server, browser, (await browser.Redeem(await browser.Code(number, Employees.Password))).Body);
    }

    private async Task<DeviceDetails> Registered(SignedInBrowser session) =>
        (await server.Load<DeviceDetails>((await server.Load<SessionDetails>(session.SessionId))!.DeviceId!.Value))!;

    private Task Seen(SignedInBrowser session, string ago) =>
        server.Rows($"update auth.session_seen set seen_at = now() - interval '{ago}' where session_id = $1 returning 1", session.SessionId);

    private Task Begun(SignedInBrowser session, TimeSpan ago) => server.Rows(
        "update mt_doc_sessiondetails set data = jsonb_set(data, '{beganAt}', to_jsonb($2::text)) where id = $1 returning 1", session.SessionId, (DateTimeOffset.UtcNow - ago).ToString("O"));

    private static string Written(object? value) => JsonSerializer.Serialize(value, Person.Json);
}
