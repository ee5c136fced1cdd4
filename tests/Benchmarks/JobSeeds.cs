using CleaningEvents.Domain.Dispatch;

namespace CleaningEvents.Benchmarks;

/// <summary>A job and who is inside.</summary>
public sealed record Work(Guid JobId, Guid CleanerId, DateOnly ServiceOn);

/// <summary>Pasts of jobs: 500 to a day, five for each of 100 cleaners, none at the same time as another.</summary>
public sealed class JobSeeds(Guid branchId, Guid customerId, Guid[] sites, Guid[] cleaners)
{
    /// <summary>How long a checklist is.</summary>
    public const int Items = 20;

    private const int EachCleaner = 5;

    private int made;

    /// <summary>A job booked, assigned, begun and with as many <paramref name="answers"/> to its checklist.</summary>
    public (Work Work, object[] Events) Next(int answers)
    {
        var (day, slot) = Math.DivRem(made / cleaners.Length, EachCleaner);
        var cleaner = cleaners[made % cleaners.Length];
        var (id, on) = (Guid.CreateVersion7(), new DateOnly(2026, 3, 2).AddDays(day));
        var starts = Company.Monday.AddDays(day).AddHours(8 + 2 * slot);
        object[] begun =
        [
            new JobBooked(id, branchId, customerId, sites[made % sites.Length], JobKind.OneOff, on, new StartWindow(starts, starts.AddHours(1)),
                [new Position(1, "regular", 60)], [.. Enumerable.Range(0, Items).Select(x => new ChecklistItem(Item(x), Required: x == 0))], null),
            new JobAssigned(id, on, [new Assignment(1, cleaner, starts, starts.AddHours(1))], cleaner),
            new CleanerCheckedIn(id, cleaner, starts, 0, CheckInMethod.Nfc, null, null, null, null, GeofenceVerdict.Unknown, null),
        ];
        var answered = Enumerable.Range(0, answers)
            .Select(x => new ChecklistItemRecorded(id, Item(x), ItemOutcome.Done, cleaner, null, starts.AddMinutes(x)));
        made++;
        return (new Work(id, cleaner, on), [.. begun, .. answered]);
    }

    /// <summary>The same to its end.</summary>
    public (Guid JobId, object[] Events) NextCompleted(int answers)
    {
        var (work, events) = Next(answers);
        var ended = ((CleanerCheckedIn)events[2]).OccurredAt.AddHours(1);
        return (work.JobId,
        [
            .. events,
            new CleanerCheckedOut(work.JobId, work.CleanerId, ended, 60),
            new ServiceCompleted(work.JobId, CompletionOutcome.Full, [], 60, null, null, ended),
        ]);
    }

    public static string Item(int number) => $"Room {number + 1}";
}
