using CleaningEvents.Domain.Dispatch;

namespace CleaningEvents.Benchmarks;

/// <summary>A job and who is inside.</summary>
public sealed record Work(Guid JobId, Guid CleanerId);

/// <summary>Pasts of jobs.</summary>
public sealed class JobSeeds(Guid branchId, Guid customerId, Guid[] sites, Guid[] cleaners)
{
    /// <summary>How long a checklist is.</summary>
    public const int Items = 20;

    private const int EachCleaner = 5;

    /// <summary>A day without other work.</summary>
    public static readonly DateOnly BoardDay = new(2026, 6, 1);

    /// <summary>A full day with its crews: five jobs for each cleaner, none at the same time as another.</summary>
    public IEnumerable<(Guid JobId, object[] Events)> Day() =>
        from slot in Enumerable.Range(0, EachCleaner)
        from cleaner in cleaners
        select Assigned(cleaner, BoardDay, new DateTimeOffset(BoardDay, new TimeOnly(6 + 2 * slot, 0), TimeSpan.Zero));

    /// <summary>A job whose cleaner is inside and has given as many <paramref name="answers"/> to its checklist; each has a cleaner of its own.</summary>
    public (Work Work, object[] Events) InProgress(int answers)
    {
        var (cleaner, starts) = (Guid.CreateVersion7(), Company.Monday.AddHours(8));
        var (id, assigned) = Assigned(cleaner, new DateOnly(2026, 3, 2), starts);
        var answered = Enumerable.Range(0, answers)
            .Select(x => new ChecklistItemRecorded(id, customerId, Item(x), ItemOutcome.Done, cleaner, null, starts.AddMinutes(x)));
        return (new Work(id, cleaner),
            [.. assigned, new CleanerCheckedIn(id, customerId, cleaner, starts, 0, CheckInMethod.Nfc, null, null, null, null, GeofenceVerdict.Unknown, null), .. answered]);
    }

    /// <summary>The same to its end.</summary>
    public (Guid JobId, object[] Events) Completed(int answers)
    {
        var (work, events) = InProgress(answers);
        var ended = Company.Monday.AddHours(9);
        return (work.JobId,
        [
            .. events,
            new CleanerCheckedOut(work.JobId, customerId, work.CleanerId, ended, 60, IsEstimated: false),
            new ServiceCompleted(work.JobId, customerId, CompletionOutcome.Full, [], 60, null, null, ended),
        ]);
    }

    public static string Item(int number) => $"Room {number + 1}";

    private (Guid JobId, object[] Events) Assigned(Guid cleaner, DateOnly day, DateTimeOffset starts)
    {
        var id = Guid.CreateVersion7();
        return (id,
        [
            new JobBooked(id, branchId, customerId, sites[Random.Shared.Next(sites.Length)], JobKind.OneOff, day, new StartWindow(starts, starts.AddHours(1)),
                [new Position(1, "regular", 60)], [.. Enumerable.Range(0, Items).Select(x => new ChecklistItem(Item(x), Required: x == 0))], null),
            new JobAssigned(id, customerId, day, [new Assignment(1, cleaner, starts, starts.AddHours(1))], cleaner),
        ]);
    }
}
