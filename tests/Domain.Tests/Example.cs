using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using static CleaningEvents.Domain.Tests.Specification;
using Position = CleaningEvents.Domain.Dispatch.Position;

namespace CleaningEvents.Domain.Tests;

/// <summary>The small company that every test speaks of: a branch in Milan, one site, Ana and Bob, and a job for two on a Monday.</summary>
internal static class Example
{
    public static readonly Guid MilanId = Number(1);
    public static readonly Guid CustomerId = Number(2);
    public static readonly Guid SiteId = Number(3);
    public static readonly Guid JobId = Number(4);
    public static readonly Guid AnaId = Number(5);
    public static readonly Guid BobId = Number(6);
    public static readonly Guid CleoId = Number(7);
    public static readonly Guid AccountId = Number(8);
    public static readonly Guid RoleId = Number(9);
    public static readonly Guid PositionId = Number(10);

    /// <summary>Monday 2 March 2026, 10:00 in Milan, which is an hour ahead of UTC.</summary>
    public static readonly DateTimeOffset Ten = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly DateOnly Monday = new(2026, 3, 2);
    public static readonly TimeZoneInfo Rome = TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome");
    public static readonly GeoPoint Cathedral = new(45.4641, 9.1919);

    public static readonly BranchOpened MilanOpened = new(MilanId, "Milan", "Europe/Rome", "EUR");
    public static readonly Branch Milan = StateOf<Branch>(MilanOpened);
    public static readonly Branch ClosedMilan = StateOf<Branch>(MilanOpened, new BranchClosed(MilanId, "rent"));

    public static readonly AccountOpened MariaOpened = new(AccountId, "E-1", "RSSMRA80A01F205X", "Maria Rossi", PositionId, MilanId);
    public static readonly AccountSuspended Suspended = new(AccountId, "lost phone");
    public static readonly AccountClosed Closed = new(AccountId, "left", Ten);

    public static readonly CustomerRegistered BarRegistered = new(CustomerId, MilanId, "Bar Duomo", "+39 02 1", "bar@example.com", "C-1");

    public static readonly SiteRegistered PiazzaRegistered =
        new(SiteId, CustomerId, MilanId, "Bar", "Piazza del Duomo 1", Cathedral, 150, 80, "Ring twice", "S-1");

    public static readonly Site Piazza = StateOf<Site>(PiazzaRegistered);

    public static readonly CleanerJoined AnaJoined = new(AnaId, AccountId, MilanId, "Ana",
        [new Skill("floors"), new Skill("windows", Monday)], Cathedral, new Shift(new TimeOnly(8, 0), new TimeOnly(18, 0)), "A-1");

    public static readonly Cleaner Ana = StateOf<Cleaner>(AnaJoined);
    public static readonly Cleaner Bob = Ana with { Id = BobId };
    public static readonly Cleaner Cleo = Ana with { Id = CleoId };

    /// <summary>Position 1 takes two hours; position 2 starts half an hour to an hour later and takes one.</summary>
    public static readonly JobBooked Booked = new(JobId, MilanId, CustomerId, SiteId, JobKind.OneOff, Monday, new StartWindow(Ten, Ten.AddHours(2)),
        [new Position(1, "floors", 120), new Position(2, "windows", 60, 30, 60)],
        [new ChecklistItem("Counter", Required: true), new ChecklistItem("Terrace", Required: false)], "J-1");

    public static readonly Assignment AnaAtTen = new(1, AnaId, Ten, Ten.AddHours(2));
    public static readonly Assignment BobAtHalfPast = new(2, BobId, Ten.AddMinutes(30), Ten.AddMinutes(90));
    public static readonly JobAssigned Assigned = new(JobId, CustomerId, Monday, [AnaAtTen, BobAtHalfPast], AnaId);

    public static readonly ServiceCompleted Completed = new(JobId, CustomerId, CompletionOutcome.Full, [], 120, null, null, Ten.AddHours(3));

    public static readonly JobCancelled Cancelled =
        new(JobId, CustomerId, CancellationReason.CompanyWeather, Party.Company, "snow", 60, JobStatus.Assigned, [AnaId, BobId], Ten.AddHours(-1));

    public static readonly JobRescheduled MovedToTuesday = new(JobId, CustomerId, Booked.Window, new StartWindow(Ten.AddDays(1), Ten.AddDays(1).AddHours(2)),
        Monday.AddDays(1), RescheduleReason.CustomerAskedForAnotherTime, Party.Customer, "holiday", 60, [AnaId, BobId]);

    public static CleanerCheckedIn CheckedIn(Guid cleanerId, DateTimeOffset at) =>
        new(JobId, CustomerId, cleanerId, at, 0, CheckInMethod.Nfc, null, null, null, null, GeofenceVerdict.Unknown, null);

    public static CleanerCheckedOut CheckedOut(Guid cleanerId, DateTimeOffset at, int minutesOnSite) => new(JobId, CustomerId, cleanerId, at, minutesOnSite, IsEstimated: false);

    public static UniqueClaims Taken(UniqueKind kind, string value) =>
        new(new Dictionary<(UniqueKind, string), Guid> { [(kind, value)] = Number(99) });

    /// <summary>No rule keeps duties apart, and each role allows what is told.</summary>
    public static Separation Allowing(params (Guid RoleId, string[] Permissions)[] roles) =>
        new([], roles.ToDictionary(x => x.RoleId, x => (IReadOnlyList<string>)x.Permissions));

    /// <summary>Nobody both books jobs and registers customers.</summary>
    public static readonly SegregationRule DeskAndAdviceApart = StateOf<SegregationRule>(new SegregationRuleSet(
        SegregationRule.IdOf("desk-and-advice-apart"), "desk-and-advice-apart",
        [new Duty("desk", [Permission.BookJobs]), new Duty("advice", [Permission.RegisterCustomers])]));

    /// <summary>Always the same id for the same number.</summary>
    public static Guid Number(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
