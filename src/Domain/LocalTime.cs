namespace CleaningEvents.Domain;

/// <summary>Between instants and the wall clock of a branch.</summary>
public static class LocalTime
{
    /// <summary>The local calendar day on which <paramref name="instant"/> falls.</summary>
    public static DateOnly DayOf(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>
    /// The instant in UTC at which the wall clock shows <paramref name="time"/> on <paramref name="day"/>.
    /// A time that summer time skips counts as the first one after the gap; of a repeated one, the first counts.
    /// </summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time);
        if (zone.IsInvalidTime(local))
            local = AfterTheGap(local, zone);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static DateTime AfterTheGap(DateTime local, TimeZoneInfo zone)
    {
        var minute = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0);
        while (zone.IsInvalidTime(minute)) minute = minute.AddMinutes(1);
        return minute;
    }
}
