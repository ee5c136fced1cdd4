using CleaningEvents.Api.Audit;

namespace CleaningEvents.Tests.Audit;

public class InstantsTests
{
    [Theory]
    [InlineData("2026-03-01T08:00Z")]
    [InlineData("2026-03-01T08:00:00Z")]
    [InlineData("2026-03-01T08:00:00.0000000Z")]
    [InlineData("2026-03-01T16:00+08:00")]
    [InlineData("2026-03-01T02:30:00-05:30")]
    public void an_instant_is_read_in_utc(string text)
    {
        Instants.TryRead(text, out var instant).ShouldBeTrue();
        instant.ShouldBe(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        instant!.Value.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("2026-03-01T08:00:00")]
    [InlineData("2026-03-01")]
    [InlineData("2026-02-30T08:00:00Z")]
    [InlineData("2026-03-01T25:00:00Z")]
    [InlineData("2026-03-01T08:00:00 08:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("10000-01-01T00:00:00Z")]
    [InlineData("-1")]
    [InlineData("1/2")]
    [InlineData("now")]
    [InlineData("infinity")]
    public void what_leaves_a_doubt_is_no_instant(string text) => Instants.TryRead(text, out _).ShouldBeFalse();

    [Fact]
    public void nothing_is_no_instant_and_no_mistake()
    {
        Instants.TryRead(null, out var instant).ShouldBeTrue();
        instant.ShouldBeNull();
    }
}
