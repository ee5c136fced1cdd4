using System.Net;
using CleaningEvents.Api.Security.Passwords;

namespace CleaningEvents.Tests.Security;

public class ThrottleTests
{
    private static readonly Throttle.Key Account = new("number E001", Free: 5);
    private static readonly Throttle.Key Address = new("address 192.0.2.1", Free: 20);

    private readonly Hands clock = new();
    private readonly Throttle throttle;

    public ThrottleTests() => throttle = new Throttle(clock);

    [Fact]
    public void from_the_fifth_failure_on_each_wait_is_twice_the_last_up_to_15_minutes()
    {
        for (var i = 0; i < 5; i++)
            throttle.Enter(Account).ShouldBeNull();

        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 64, 128, 256, 512 })
        {
            throttle.Enter(Account).ShouldBe(TimeSpan.FromSeconds(seconds));
            clock.Now += TimeSpan.FromSeconds(seconds);
            throttle.Enter(Account).ShouldBeNull();
        }

        throttle.Enter(Account).ShouldBe(TimeSpan.FromMinutes(15));
    }

    [Fact]
    public void a_success_clears_the_account_but_only_itself_from_the_address()
    {
        for (var i = 0; i < 4; i++)
            throttle.Enter(Account, Address).ShouldBeNull();
        throttle.Succeeded(Account, Address);
        for (var i = 0; i < 17; i++)
            throttle.Enter(new Throttle.Key($"number {i}", 5), Address).ShouldBeNull();
        throttle.Enter(Account).ShouldBeNull();
        throttle.Enter(Account, Address).ShouldNotBeNull();
    }

    [Fact]
    public void after_15_quiet_minutes_all_is_forgotten()
    {
        for (var i = 0; i < 5; i++)
            throttle.Enter(Account);
        clock.Now += TimeSpan.FromMinutes(15);
        for (var i = 0; i < 5; i++)
            throttle.Enter(Account).ShouldBeNull();
    }

    [Fact]
    public void when_hundreds_fail_everybody_waits_but_a_second_at_most()
    {
        var all = new Throttle.Key("all", Free: 300, TimeSpan.FromSeconds(1));
        for (var i = 0; i < 300; i++)
            throttle.Enter(all, new Throttle.Key($"number {i}", 5)).ShouldBeNull();

        for (var i = 0; i < 20; i++)
        {
            throttle.Enter(all).ShouldBe(TimeSpan.FromSeconds(1));
            clock.Now += TimeSpan.FromSeconds(1);
            throttle.Enter(all).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.0/24")]
    [InlineData("192.0.2.254", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void whoever_has_one_address_of_a_network_has_them_all(string address, string network) =>
        Throttle.NetworkOf(IPAddress.Parse(address)).ToString().ShouldBe(network);
}
