using CleaningEvents.Domain.Access.Detection;
using static CleaningEvents.Domain.Tests.Access.Detection.Story;

namespace CleaningEvents.Domain.Tests.Access.Detection;

/// <summary>Each rule about signing in, just below and just above its numbers.</summary>
public class SignInRulesTests
{
    private static readonly Place Milan = new(new GeoPoint(45.46, 9.19), "IT", 100);
    private static readonly Place Rome = new(new GeoPoint(41.90, 12.50), "IT", 100);
    private static readonly Place Shanghai = new(new GeoPoint(31.23, 121.47), "CN", 200);

    [Fact]
    public void any_attempt_on_a_shut_account_is_told() =>
        new Story().See(SignalKind.ShutOut).Found("R8").Count().ShouldBe(1);

    [Fact]
    public void a_wrong_secret_counts_as_an_attempt_while_the_account_is_shut()
    {
        new Story().Fail(Ana, Desk).Found("R8").ShouldBeEmpty();
        var story = new Story().See(SignalKind.Shut, x => x with { AccountId = Bob, Target = Ana }).Fail(Ana, Desk);
        story.Found("R8").Count().ShouldBe(1);
        story.See(SignalKind.Reopened, x => x with { AccountId = Bob, Target = Ana }).Days(1).Fail(Ana, Desk).Found("R8").Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(7, 17, 0)]
    [InlineData(8, 17, 1)]
    [InlineData(8, 18, 0)]
    public void brute_force_is_eight_failures_from_an_address_in_two_minutes(int failures, int seconds, int alerts)
    {
        var story = new Story().Repeat(failures, TimeSpan.FromSeconds(seconds), (x, i) => x.Fail(Example.Number(i), Desk));
        story.Found("R9").Count().ShouldBe(alerts);
        story.Found("R9").ShouldAllBe(x => x.Finding.SubjectId == Desk && x.Finding.AccountId == null);
    }

    [Theory]
    [InlineData(29, 10, 0)]
    [InlineData(30, 10, 1)]
    [InlineData(30, 11, 0)]
    public void brute_force_is_thirty_failures_on_an_account_in_five_minutes(int failures, int seconds, int alerts) =>
        new Story().Repeat(failures, TimeSpan.FromSeconds(seconds), (x, i) => x.Fail(Ana, Example.Number(i))).Found("R9").Count(x => x.Finding.AccountId == Ana).ShouldBe(alerts);

    [Theory]
    [InlineData(4, 4, 0)]
    [InlineData(5, 3, 1)]
    [InlineData(5, 2, 0)]
    [InlineData(5, 9, 0)]
    public void a_spray_tries_a_few_secrets_on_five_accounts(int accounts, int each, int alerts)
    {
        // Tells of five that are over their number only after all were tried nine times.
        var story = new Story().Repeat(accounts, TimeSpan.Zero, (x, i) => x.Repeat(each, TimeSpan.FromSeconds(50), (y, _) => y.Fail(Example.Number(i), Desk)));
        story.Found("R10").Count().ShouldBe(alerts);
    }

    [Fact]
    public void a_fast_one_is_brute_force_instead() =>
        new Story().Repeat(15, TimeSpan.FromSeconds(10), (x, i) => x.Fail(Example.Number(i % 5), Desk)).Found("R10").ShouldBeEmpty();

    [Theory]
    [InlineData(10, 5, 1)]
    [InlineData(9, 5, 0)]
    [InlineData(10, 4, 0)]
    public void guessing_is_distributed_over_five_addresses(int failures, int addresses, int alerts) =>
        new Story().Repeat(failures, TimeSpan.FromMinutes(3), (x, i) => x.Fail(Ana, Example.Number(i % addresses))).Found("R11").Count().ShouldBe(alerts);

    [Theory]
    [InlineData(4, 2, 0)]
    [InlineData(5, 2, 1)]
    [InlineData(5, 3, 0)]
    public void codes_are_guessed_five_times_in_nine_minutes(int codes, int minutes, int alerts) =>
        new Story().Repeat(codes, TimeSpan.FromMinutes(minutes), (x, _) => x.See(SignalKind.WrongCode)).Found("R12").Count().ShouldBe(alerts);

    [Fact]
    public void from_milan_to_shanghai_in_an_hour_is_impossible() =>
        new Story().SignIn(Desk, place: Milan).Minutes(60).SignIn(Home, place: Shanghai with { Country = "IT" }).Found("R13").Count().ShouldBe(1);

    [Fact]
    public void from_milan_to_rome_in_an_hour_is_a_short_way() =>
        new Story().SignIn(Desk, place: Milan).Minutes(60).SignIn(Home, place: Rome).Found("R13").ShouldBeEmpty();

    [Fact]
    public void a_country_where_somebody_never_was_is_told_the_first_time()
    {
        var story = new Story().SignIn(Desk, place: Milan).Days(3).SignIn(Home, place: Shanghai);
        story.Found("R13").Count().ShouldBe(1);
        story.Days(3).SignIn(Home, place: Shanghai).Found("R13").Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(10.1, 0)]
    public void a_new_device_at_a_new_address_acts_within_ten_minutes(double minutes, int alerts) =>
        new Story().SignIn(Desk, Example.Number(1)).Days(1).SignIn(Home, Example.Number(2)).Minutes(minutes).Open(1).Found("R14").Count().ShouldBe(alerts);

    [Fact]
    public void a_known_device_at_a_new_address_is_a_journey() =>
        new Story().SignIn(Desk, Example.Number(1)).Days(1).SignIn(Home, Example.Number(1)).Minutes(1).Open(1).Found("R14").ShouldBeEmpty();

    [Fact]
    public void a_new_device_at_a_known_address_is_a_new_computer() =>
        new Story().SignIn(Desk, Example.Number(1)).Days(1).SignIn(Desk, Example.Number(2)).Minutes(1).Open(1).Found("R14").ShouldBeEmpty();

    [Fact]
    public void the_very_first_sign_in_is_new_to_everybody() =>
        new Story().SignIn(Desk, Example.Number(1)).Minutes(1).Open(1).Found("R14").ShouldBeEmpty();

    [Fact]
    public void a_session_is_not_in_two_countries()
    {
        new Story().Open(1, In(Milan)).Minutes(15).Open(2, In(Shanghai)).Found("R15").Count().ShouldBe(1);
        new Story().Open(1, In(Milan)).Minutes(15.1).Open(2, In(Shanghai)).Found("R15").ShouldBeEmpty();
        new Story().Open(1, In(Milan)).Minutes(5).Open(2, In(Rome)).Found("R15").ShouldBeEmpty();
    }

    [Fact]
    public void where_countries_are_not_known_it_is_not_in_two_networks() =>
        new Story().Open(1, In(new Place(null, null, 100))).Minutes(5).Open(2, In(new Place(null, null, 200))).Found("R15").Count().ShouldBe(1);

    [Fact]
    public void without_a_table_of_places_nothing_is_said_of_them() =>
        new Story().Open(1).Minutes(5).Open(2, x => x with { OriginId = Home }).Found("R15").ShouldBeEmpty();

    private static Func<Signal, Signal> In(Place place) => x => x with { Place = place };
}
