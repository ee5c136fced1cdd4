namespace CleaningEvents.Domain;

/// <summary>A stretch of time from <paramref name="StartsAt"/> up to, not including, <paramref name="EndsAt"/>.</summary>
public readonly record struct TimeSlot(DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    public bool Overlaps(TimeSlot other) => StartsAt < other.EndsAt && other.StartsAt < EndsAt;

    public bool Contains(TimeSlot other) => StartsAt <= other.StartsAt && other.EndsAt <= EndsAt;
}
