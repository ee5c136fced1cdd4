using CleaningEvents.Domain;

namespace CleaningEvents.Api.Hosting.Days;

/// <summary>A day of work as a file tells it: who is to be visited, who can go, and how long the ways are. Minute 0 is 06:00 local time.</summary>
/// <param name="Name">Null when the file gives none.</param>
/// <param name="Visits">1 to 5000.</param>
/// <param name="Cleaners">1 to 5000.</param>
/// <param name="Travel">Between the places of visits and cleaners.</param>
public record Day(string? Name, IReadOnlyList<DayVisit> Visits, IReadOnlyList<DayCleaner> Cleaners, TravelTimes Travel);

/// <summary>One visit of a day.</summary>
/// <param name="Reference">Unique among the visits of the day.</param>
/// <param name="Location">Where it is, on the map.</param>
/// <param name="Place">Where it is, in <see cref="Day.Travel"/>.</param>
/// <param name="Window">Bounds the start of every position, both ends included.</param>
/// <param name="Positions">At least one; the first is what the others' offsets count from.</param>
/// <param name="ExcludedCleaners">References of the cleaners who must not be sent.</param>
public record DayVisit(
    string Reference, GeoPoint Location, int Place, MinuteRange Window,
    IReadOnlyList<DayPosition> Positions, IReadOnlyCollection<string> ExcludedCleaners);

/// <summary>One cleaner's part in a visit.</summary>
/// <param name="Skill">What the cleaner must be able to do.</param>
/// <param name="DurationMinutes">1 to 1440.</param>
/// <param name="Offset">How long after the first position's start this one starts; 0 to 0 means together.</param>
public record DayPosition(string Skill, int DurationMinutes, MinuteRange Offset);

/// <summary>One cleaner of a day.</summary>
/// <param name="Reference">Unique among the cleaners of the day.</param>
/// <param name="StartsFrom">Where the shift starts and ends, on the map.</param>
/// <param name="Place">Where the shift starts and ends, in <see cref="Day.Travel"/>.</param>
/// <param name="Skills">None twice.</param>
/// <param name="Shift">Begins before minute 1440 and lasts 1 to 1440 minutes; 0 to 1440 when the file gives none.</param>
public record DayCleaner(string Reference, GeoPoint StartsFrom, int Place, IReadOnlyCollection<string> Skills, MinuteRange Shift);

/// <summary>Whole minutes, both ends included, <paramref name="From"/> not after <paramref name="Until"/>; past 1440 it is the next day.</summary>
public readonly record struct MinuteRange(int From, int Until);

/// <summary>How many minutes it takes from any place of a day to any other; there and back may differ.</summary>
public sealed class TravelTimes(int places, double[] minutesByRow)
{
    /// <summary>Places are numbered from 0 up to, not including, this.</summary>
    public int Places => places;

    public double Minutes(int from, int to)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)from, (uint)places);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)to, (uint)places);
        return minutesByRow[from * places + to];
    }
}
