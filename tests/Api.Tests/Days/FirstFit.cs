using CleaningEvents.Api.Hosting.Days;

namespace CleaningEvents.Api.Tests.Days;

/// <summary>The simplest planner: visits by opening hour, each behind the last one of the first cleaners who can do it.</summary>
internal sealed class FirstFit
{
    private readonly Day day;
    private readonly Dictionary<DayCleaner, (int Place, double Free)> stands;

    private FirstFit(Day day)
    {
        this.day = day;
        stands = day.Cleaners.ToDictionary(cleaner => cleaner, cleaner => (cleaner.Place, (double)cleaner.Shift.From));
    }

    public static int PlacedIn(Day day)
    {
        var plan = new FirstFit(day);
        return day.Visits.OrderBy(visit => visit.Window.From).Count(plan.Place);
    }

    private bool Place(DayVisit visit)
    {
        foreach (var crew in Crews(visit, visit.Positions.Count))
        {
            if (Starts(visit, crew) is not { } starts)
                continue;
            for (var position = 0; position < crew.Count; position++)
                stands[crew[position]] = (visit.Place, starts[position] + visit.Positions[position].DurationMinutes);
            return true;
        }
        return false;
    }

    private IEnumerable<IReadOnlyList<DayCleaner>> Crews(DayVisit visit, int size) =>
        size == 0
            ? [[]]
            : from crew in Crews(visit, size - 1)
              from cleaner in day.Cleaners
              where !crew.Contains(cleaner) && cleaner.Skills.Contains(visit.Positions[size - 1].Skill)
                    && !visit.ExcludedCleaners.Contains(cleaner.Reference)
              select (IReadOnlyList<DayCleaner>)[.. crew, cleaner];

    /// <summary>The earliest starts of one or two cleaners, or null when one of them cannot.</summary>
    private double[]? Starts(DayVisit visit, IReadOnlyList<DayCleaner> crew)
    {
        var earliest = crew.Select(cleaner => Math.Max(visit.Window.From, stands[cleaner].Free + day.Travel.Minutes(stands[cleaner].Place, visit.Place))).ToArray();
        if (crew.Count == 2)
        {
            var offset = visit.Positions[1].Offset;
            earliest[0] = Math.Max(earliest[0], earliest[1] - offset.Until);
            earliest[1] = Math.Max(earliest[1], earliest[0] + offset.From);
        }
        return crew.Index().All(member => Fits(visit, member.Item, earliest[member.Index], visit.Positions[member.Index])) ? earliest : null;
    }

    private bool Fits(DayVisit visit, DayCleaner cleaner, double start, DayPosition position) =>
        start <= visit.Window.Until
        && start + position.DurationMinutes + day.Travel.Minutes(visit.Place, cleaner.Place) <= cleaner.Shift.Until;
}
