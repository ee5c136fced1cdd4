namespace CleaningEvents.Api.Hosting;

/// <summary>
/// What time it is for the business: the clock that rules and timers ask. It is the real time, except in Development, where it may
/// start at any instant and run at any speed. When something was recorded is always the database's time.
/// </summary>
public sealed class BusinessClock : TimeProvider
{
    private readonly Lock turning = new();
    private readonly double speed;
    private DateTimeOffset business;
    private DateTimeOffset real = System.GetUtcNow();

    /// <param name="startAt">What the clock shows now; null for the real time.</param>
    /// <param name="speed">Business seconds in a real second, 0 to 86,400; 0 stands still.</param>
    public BusinessClock(DateTimeOffset? startAt = null, double speed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(speed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(speed, 86_400);
        this.speed = speed;
        business = startAt?.ToUniversalTime() ?? real;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (turning)
            return business + (System.GetUtcNow() - real) * speed;
    }

    /// <summary>Turns the hands to <paramref name="instant"/>; the speed stays.</summary>
    public void TurnTo(DateTimeOffset instant)
    {
        lock (turning)
            (business, real) = (instant.ToUniversalTime(), System.GetUtcNow());
    }

    /// <summary>As configuration <c>BusinessClock:StartAt</c> and <c>BusinessClock:Speed</c> say, which only Development may.</summary>
    public static BusinessClock From(IConfiguration configuration, IHostEnvironment environment)
    {
        var section = configuration.GetSection(nameof(BusinessClock));
        if (!section.Exists())
            return new BusinessClock();
        if (!environment.IsDevelopment())
            throw new InvalidOperationException("Only Development may set BusinessClock; elsewhere business runs on real time.");

        return new BusinessClock(section.GetValue<DateTimeOffset?>("StartAt"), section.GetValue("Speed", 1.0));
    }
}
