using CleaningEvents.Domain.Crm;

namespace CleaningEvents.Domain.Dispatch;

/// <summary>How a cleaner checks in, as the device says.</summary>
public readonly record struct CheckInClaim(CheckInMethod Method, DateTimeOffset? DeviceTime, GeoPoint? Place, int? AccuracyMetres, string? Reason);

/// <summary>What happens at the door and inside.</summary>
/// <remarks>Source: policy 4.1: cleaners record each service's completion truthfully.</remarks>
public partial record Job
{
    /// <remarks><paramref name="isElsewhere"/>: the cleaner is checked in on another job.</remarks>
    public Decision CheckIn(Guid cleanerId, CheckInClaim claim, Site site, bool isElsewhere, DateTimeOffset now)
    {
        if (Attendances.TryGetValue(cleanerId, out var attendance))
            return attendance.Until is null ? Nothing : Refuse("already-checked-out", "The cleaner has ended this job.");
        if (AtWork(cleanerId) is { } refusal)
            return refusal;
        if (isElsewhere)
            return Refuse("checked-in-elsewhere", "The cleaner is checked in on another job.");

        var planned = PlannedStart(cleanerId);
        if (now < planned - EarliestCheckIn)
            return Refuse("too-early", "A check-in is possible from two hours before the planned start.");
        if (claim is { Method: CheckInMethod.Manual, Reason: null })
            return Refuse("manual-needs-reason", "A manual check-in needs a reason.");
        if (claim is { Method: CheckInMethod.Gps, Place: null })
            return Refuse("gps-needs-place", "A check-in by GPS needs the place.");

        var metres = claim.Place is { } place && site.Location is { } location ? (int)Math.Round(place.MetresTo(location)) : (int?)null;
        return Accept(new CleanerCheckedIn(Id, CustomerId, cleanerId, now, Minutes(now - planned), claim.Method, claim.DeviceTime, claim.Place,
            claim.AccuracyMetres, metres, Judge(metres, claim.AccuracyMetres, site), claim.Reason));
    }

    public Decision CheckOut(Guid cleanerId, DateTimeOffset now)
    {
        if (!Attendances.TryGetValue(cleanerId, out var attendance))
            return Refuse("not-checked-in", "The cleaner has not checked in.");
        if (attendance.Until is not null)
            return Nothing;

        // Of a cancelled job too: whoever was inside has to leave.
        return Accept(new CleanerCheckedOut(Id, CustomerId, cleanerId, now, Minutes(now - attendance.From), IsEstimated: false));
    }

    public Decision RecordItem(string item, ItemOutcome outcome, Guid cleanerId, string? note, DateTimeOffset now)
    {
        if (Answers.TryGetValue(item, out var answer) && (answer.Outcome, answer.CleanerId, answer.Note) == (outcome, cleanerId, note))
            return Nothing;
        if (!IsOpen)
            return Refuse("job-not-open", $"The job is {Status}.");
        if (Checklist.All(x => x.Item != item))
            return Refuse("unknown-item", $"'{item}' is not on the checklist.");
        if (!IsOnSite(cleanerId))
            return Refuse("not-checked-in", "Only a cleaner on site answers the checklist.");
        if (outcome is not ItemOutcome.Done && note is null)
            return Refuse("note-needed", "An item that was not done needs a note.");

        return Accept(new ChecklistItemRecorded(Id, CustomerId, item, outcome, cleanerId, note, now));
    }

    public Decision ReportAccessProblem(Guid cleanerId, AccessProblem problem, int minutesWaited, string? note, DateTimeOffset now)
    {
        var reported = new AccessProblemReported(Id, CustomerId, cleanerId, problem, minutesWaited, note, now);
        if (AccessProblems.Any(x => x with { OccurredAt = now } == reported))
            return Nothing;
        if (AtWork(cleanerId) is { } refusal)
            return refusal;
        if (!Attendances.ContainsKey(cleanerId) && now < PlannedStart(cleanerId) - EarliestCheckIn)
            return Refuse("too-early", "Nobody can have been at the door yet.");

        return Accept(reported);
    }

    public Decision RecordNoShow(Guid cleanerId, Finder foundBy, DateTimeOffset now)
    {
        if (NoShows.Contains(cleanerId))
            return Nothing;
        if (AtWork(cleanerId) is { } refusal)
            return refusal;
        if (Attendances.ContainsKey(cleanerId))
            return Refuse("cleaner-came", "The cleaner has checked in.");

        var late = now - PlannedStart(cleanerId);
        return late < Grace
            ? Refuse("too-early", "A no-show is recorded from 15 minutes after the planned start.")
            : Accept(new CleanerNoShowRecorded(Id, CustomerId, cleanerId, Minutes(late), foundBy, now));
    }

    public Decision Complete(Guid cleanerId, CompletionOutcome outcome, string? reason, string? customerSignedBy, DateTimeOffset now)
    {
        if (Status is JobStatus.Completed)
            return CompletedAs == outcome ? Nothing : Refuse("job-not-open", "The job was completed with another outcome.");
        if (Status is not JobStatus.InProgress)
            return Refuse("job-not-begun", $"A job that is {Status} cannot be completed.");
        if (!Attendances.ContainsKey(cleanerId))
            return Refuse("not-checked-in", "Who has not been there cannot report the work done.");
        if (Attendances.Values.Any(x => x.Until is null))
            return Refuse("crew-still-on-site", "Everybody checks out before the job is completed.");

        string[] missing = [.. Checklist.Where(x => x.Required && Answers.GetValueOrDefault(x.Item)?.Outcome is null or ItemOutcome.Skipped).Select(x => x.Item)];
        if (outcome is CompletionOutcome.Full && missing is not [])
            return Refuse("required-items-open", $"Required and not done: {string.Join(", ", missing)}.");
        if (outcome is CompletionOutcome.Partial && reason is null)
            return Refuse("partial-needs-reason", "A partial completion needs a reason.");

        var crewMinutes = Attendances.Values.Sum(x => Minutes(x.Until!.Value - x.From));
        return Accept(new ServiceCompleted(Id, CustomerId, outcome, missing, crewMinutes, reason, customerSignedBy, now));
    }

    private bool IsOnSite(Guid cleanerId) => Attendances.TryGetValue(cleanerId, out var attendance) && attendance.Until is null;

    private Decision? AtWork(Guid cleanerId)
    {
        if (Status is not (JobStatus.Assigned or JobStatus.InProgress))
            return Refuse("job-not-assigned", $"The job is {Status}.");
        return Crew.All(x => x.CleanerId != cleanerId) ? Refuse("not-in-crew", "The cleaner is not assigned to this job.") : null;
    }

    private DateTimeOffset PlannedStart(Guid cleanerId) => StartOf(cleanerId, Crew)!.Value;

    private static GeofenceVerdict Judge(int? metres, int? accuracy, Site site)
    {
        if (metres is null) return GeofenceVerdict.Unknown;
        return metres - (accuracy ?? 0) <= site.GeofenceMetres ? GeofenceVerdict.Inside : GeofenceVerdict.Outside;
    }

    /// <summary>Whole minutes begun since; negative lengths are early.</summary>
    private static int Minutes(TimeSpan length) => (int)Math.Floor(length.TotalMinutes);
}
