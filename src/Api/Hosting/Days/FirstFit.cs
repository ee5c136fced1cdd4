using CleaningEvents.Domain;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Projections.Crm;
using CleaningEvents.Projections.Dispatch;

namespace CleaningEvents.Api.Hosting.Days;

/// <summary>A dispatcher who takes the first crew and times that keep every hard rule and leave time for the ways.</summary>
public sealed class FirstFit(IReadOnlyList<CleanerDetails> cleaners, TimeZoneInfo zone)
{
    private const double MetresAMinute = 500; // 30 km/h
    private const double Detour = 1.3;
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    private readonly Dictionary<Guid, List<(TimeSlot Slot, GeoPoint? Place)>> busy = cleaners.ToDictionary(x => x.Id, _ => new List<(TimeSlot, GeoPoint?)>());

    /// <summary>Marks the crew's time as taken.</summary>
    public void Take(IEnumerable<CrewMember> crew, GeoPoint? place)
    {
        foreach (var member in crew)
            busy[member.CleanerId].Add((new TimeSlot(member.StartsAt, member.EndsAt), place));
    }

    /// <summary>A crew for the job that starts at <paramref name="from"/> or later, without <paramref name="absent"/>; null when nobody fits.</summary>
    public IReadOnlyList<Wish>? Find(JobDetails job, SiteDetails site, DateTimeOffset from, IReadOnlySet<Guid> absent)
    {
        for (var start = from > job.Window.From ? from : job.Window.From; start <= job.Window.Until; start += Step)
            if (Fill(job, site, start, absent) is { } crew)
                return crew;
        return null;
    }

    private List<Wish>? Fill(JobDetails job, SiteDetails site, DateTimeOffset start, IReadOnlySet<Guid> absent)
    {
        List<Wish> crew = [];
        foreach (var position in job.Positions)
        {
            if (Fill(position, site, start, [.. absent, .. crew.Select(x => x.CleanerId)]) is not { } wish)
                return null;
            crew.Add(wish);
        }

        return crew;
    }

    private Wish? Fill(Position position, SiteDetails site, DateTimeOffset start, HashSet<Guid> taken)
    {
        for (var offset = position.OffsetFromMinutes; offset <= position.OffsetUntilMinutes; offset += (int)Step.TotalMinutes)
        {
            var slot = new TimeSlot(start.AddMinutes(offset), start.AddMinutes(offset + position.DurationMinutes));
            if (cleaners.FirstOrDefault(x => !taken.Contains(x.Id) && Fits(x, position.Skill, slot, site)) is { } cleaner)
                return new Wish(position.Number, cleaner.Id, slot.StartsAt);
        }

        return null;
    }

    private bool Fits(CleanerDetails cleaner, string skill, TimeSlot slot, SiteDetails site) =>
        cleaner.IsActive
        && cleaner.Skills.Any(x => x.Name == skill && (x.ValidUntil is null || LocalTime.DayOf(slot.StartsAt, zone) <= x.ValidUntil))
        && cleaner.Shift.Covers(slot, zone)
        && site.Preferences.All(x => x.CleanerId != cleaner.Id || x.Preference is not Domain.Crm.CleanerPreference.Excluded)
        && busy[cleaner.Id].All(x => x.Slot.EndsAt + Way(x.Place, site.Location) <= slot.StartsAt || slot.EndsAt + Way(site.Location, x.Place) <= x.Slot.StartsAt);

    private static TimeSpan Way(GeoPoint? from, GeoPoint? to) => from is { } here && to is { } there
        ? TimeSpan.FromMinutes(Math.Ceiling(here.MetresTo(there) * Detour / MetresAMinute))
        : TimeSpan.Zero;
}
