using System.Text.Json.Serialization;
using CleaningEvents.Domain.Crm;

namespace CleaningEvents.Domain.Dispatch;

/// <summary>Time of a cleaner that another job holds.</summary>
public readonly record struct Booking(Guid JobId, TimeSlot Slot);

/// <summary>Somebody proposed for a crew, with all their bookings around the job's time; other jobs' only.</summary>
public readonly record struct Candidate(Cleaner Cleaner, IReadOnlyList<Booking> Bookings);

/// <summary>What a dispatcher asks for one position.</summary>
[method: JsonConstructor]
public readonly record struct Wish(int Position, Guid CleanerId, DateTimeOffset StartsAt);

/// <summary>Who does the job and when: the hard rules of assignment.</summary>
/// <remarks>Source: policy 3.2.</remarks>
public partial record Job
{
    public Decision Assign(IReadOnlyList<Wish> wishes, Guid leadCleanerId, IReadOnlyList<Candidate> candidates, Site site, TimeZoneInfo zone)
    {
        if (!IsOpen)
            return Refuse("job-not-open", $"A job that is {Status} cannot be assigned.");
        if (Fill(wishes) is not { } crew)
            return Refuse("every-position-once", "Every position of the job needs exactly one cleaner.");
        if (Status is not JobStatus.Booked)
            return IsCrew(crew, leadCleanerId) ? Nothing : Refuse("job-already-assigned", "The job has a crew; reassign it instead.");

        return Unfit(crew, leadCleanerId, candidates, site, zone) ?? Accept(new JobAssigned(Id, CustomerId, ServiceOn, crew, leadCleanerId));
    }

    public Decision Reassign(
        IReadOnlyList<Wish> wishes, Guid leadCleanerId, string reason, IReadOnlyList<Candidate> candidates, Site site, TimeZoneInfo zone)
    {
        if (Status is not (JobStatus.Assigned or JobStatus.InProgress))
            return Refuse("job-not-assigned", $"A job that is {Status} has no crew to change.");
        if (Fill(wishes) is not { } crew)
            return Refuse("every-position-once", "Every position of the job needs exactly one cleaner.");
        if (IsCrew(crew, leadCleanerId))
            return Nothing;
        if (Crew.Any(x => Attendances.ContainsKey(x.CleanerId) && !crew.Contains(x)))
            return Refuse("cleaner-already-came", "Who has checked in keeps the position and its times.");

        return Unfit(crew, leadCleanerId, candidates, site, zone)
            ?? Accept(new JobReassigned(Id, CustomerId, ServiceOn, crew, leadCleanerId, [.. Cleaners().Except(crew.Select(x => x.CleanerId))], reason));
    }

    private bool IsCrew(Assignment[] crew, Guid leadCleanerId) => leadCleanerId == LeadCleanerId && crew.SequenceEqual(Crew);

    /// <summary>The wishes as assignments in order of position, or null unless they name each position once.</summary>
    private Assignment[]? Fill(IReadOnlyList<Wish> wishes)
    {
        if (!wishes.Select(x => x.Position).Order().SequenceEqual(Positions.Select(x => x.Number).Order()))
            return null;

        return
        [
            .. from position in Positions
               join wish in wishes on position.Number equals wish.Position
               orderby position.Number
               select new Assignment(position.Number, wish.CleanerId, wish.StartsAt, wish.StartsAt.AddMinutes(position.DurationMinutes)),
        ];
    }

    private Decision? Unfit(Assignment[] crew, Guid leadCleanerId, IReadOnlyList<Candidate> candidates, Site site, TimeZoneInfo zone) =>
        UnfitTimes(crew) ?? UnfitCrew(crew, leadCleanerId) ?? crew
            .Where(x => !IsUnderWay(x))
            .Select(x => Unfit(x, candidates.First(y => y.Cleaner.Id == x.CleanerId), site, zone))
            .FirstOrDefault(x => x is not null);

    /// <summary>Who has come cannot be sent away; what changed about them since must not keep the others from being replaced.</summary>
    private bool IsUnderWay(Assignment assignment) => Attendances.ContainsKey(assignment.CleanerId) && Crew.Contains(assignment);

    private Decision? UnfitTimes(Assignment[] crew)
    {
        if (crew[0].StartsAt < Window.From || crew[0].StartsAt > Window.Until)
            return Refuse("start-outside-window", "Position 1 would start outside the job's window.");

        var late = Positions.OrderBy(x => x.Number).Zip(crew).FirstOrDefault(x =>
            x.Second.StartsAt < crew[0].StartsAt.AddMinutes(x.First.OffsetFromMinutes) ||
            x.Second.StartsAt > crew[0].StartsAt.AddMinutes(x.First.OffsetUntilMinutes));
        return late.Second == default ? null : Refuse("offset-out-of-range", $"Position {late.First.Number} would start too early or too late after position 1.");
    }

    private static Decision? UnfitCrew(Assignment[] crew, Guid leadCleanerId)
    {
        if (crew.All(x => x.CleanerId != leadCleanerId))
            return Refuse("lead-not-in-crew", "The lead must be one of the crew.");

        var twice = crew.GroupBy(x => x.CleanerId)
            .Any(x => x.Any(one => x.Any(other => other != one && other.Slot().Overlaps(one.Slot()))));
        return twice ? Refuse("cleaner-not-free", "A cleaner would be on two positions at once.") : null;
    }

    private Decision? Unfit(Assignment assignment, Candidate candidate, Site site, TimeZoneInfo zone)
    {
        var (cleaner, bookings) = candidate;
        var slot = assignment.Slot();
        var skill = Positions.First(x => x.Number == assignment.Position).Skill;

        if (!cleaner.IsActive || cleaner.BranchId != BranchId)
            return Refuse("cleaner-not-active", "The cleaner does not work for this branch.");
        if (site.Excludes(cleaner.Id))
            return Refuse("cleaner-excluded", "The cleaner is excluded from this site.");
        if (!cleaner.HasSkill(skill, LocalTime.DayOf(slot.StartsAt, zone)))
            return Refuse("skill-missing", $"The cleaner has no valid skill '{skill}' on that day.");
        if (!cleaner.Shift.Covers(slot, zone))
            return Refuse("outside-shift", "The planned time is not within the cleaner's shift.");
        if (bookings.Any(x => x.JobId != Id && x.Slot.Overlaps(slot)))
            return Refuse("cleaner-not-free", "The cleaner is on another job at that time.");

        return null;
    }
}
