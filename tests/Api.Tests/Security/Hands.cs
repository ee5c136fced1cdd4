namespace CleaningEvents.Tests.Security;

/// <summary>A clock that stands until a test turns its hands.</summary>
internal sealed class Hands : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
