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

    private sealed class Hands : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
