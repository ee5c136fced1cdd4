using System.Diagnostics;
using System.Net;
using CleaningEvents.Api.Access;
using CleaningEvents.Api.Security.Passwords;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CleaningEvents.Tests.Security;

public class GuessesTests(Server server)
{
    private readonly Hands clock = new();

    [Fact]
    public async Task ten_thousand_guesses_at_a_hundred_accounts_from_fifty_networks_are_at_most_a_hundred_tries_each()
    {
        var guesses = Node();
        var numbers = Enumerable.Range(0, 100).Select(i => $"{Guid.NewGuid():n}-{i}").ToArray();
        var tried = numbers.ToDictionary(x => x, _ => 0);
        for (var i = 0; i < 10_000; i++)
        {
            var number = numbers[i % 100];
            if (await guesses.Enter(number, accountId: null, From($"198.51.{i % 50}.7")) is null)
                tried[number]++;
            clock.Now += TimeSpan.FromSeconds(0.5);
        }

        tried.Values.ShouldAllBe(x => x > 0 && x <= Guesses.Most);
    }

    [Fact]
    public async Task patience_and_more_nodes_give_no_more_than_a_hundred_tries_and_the_holder_gets_in_by_a_known_device()
    {
        var (_, number) = await server.Enrolled();
        using var known = new Browser(server);
        (await known.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);

        Guesses[] nodes = [Node(), Node()];
        var tried = 0;
        for (var i = 0; i < 250; i++)
        {
            tried += await nodes[i % 2].Enter(number, accountId: null, From($"203.0.{i}.7")) is null ? 1 : 0;
            clock.Now += TimeSpan.FromMinutes(20);
        }

        tried.ShouldBe(Guesses.Most);
        using var unknown = new Browser(server);
        (await unknown.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await known.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await unknown.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_known_device_that_guesses_has_to_wait_without_slowing_others()
    {
        var (_, number) = await server.Enrolled();
        using var known = new Browser(server);
        (await known.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 12 && !answers.Contains(HttpStatusCode.TooManyRequests); i++)
            answers.Add((await known.SignIn("/sign-in", number, $"wrong password {i}")).StatusCode);
        answers[^1].ShouldBe(HttpStatusCode.TooManyRequests);
        using var unknown = new Browser(server);
        (await unknown.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_new_one_time_secret_lets_an_account_be_tried_again()
    {
        var (person, number) = await server.Enrolled();
        var guesses = Node();
        for (var i = 0; i < Guesses.Most; i++)
        {
            await guesses.Enter(number, accountId: null, From($"203.0.{i}.7"));
            clock.Now += TimeSpan.FromMinutes(20);
        }

        using var browser = new Browser(server);
        (await browser.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        var offer = (await server.Company.Security.Post(Employees.OfferOf(person), new { })).ShouldBe(200).Read<EnrolmentOffer>();
        (await browser.Enrol(number, offer.Secret, Employees.Password)).EnsureSuccessStatusCode();
        (await browser.SignIn("/sign-in", number, Employees.Password)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_refusal_takes_as_long_whether_the_number_exists_or_not()
    {
        var (_, number) = await server.Enrolled();
        foreach (var guessed in new[] { number, $"NOBODY-{Guid.NewGuid():n}"[..20] })
        {
            using var browser = new Browser(server);
            var waited = Stopwatch.StartNew();
            (await browser.SignIn("/sign-in", guessed, "not the password at all")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            waited.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(380, "400 ms, and a timer may ring a few early");
        }
    }

    /// <summary>What another node knows: only what the database tells.</summary>
    private Guesses Node() => ActivatorUtilities.CreateInstance<Guesses>(server.Host.Services, new Throttle(clock));

    private DefaultHttpContext From(string address)
    {
        var visitor = new DefaultHttpContext { RequestServices = server.Host.Services };
        visitor.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return visitor;
    }
}
