using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using Position = CleaningEvents.Domain.Dispatch.Position;

namespace CleaningEvents.Tests.Audit;

/// <summary>A job from booking to completion, recorded by a dispatcher of its own in five transactions.</summary>
public sealed class RecordedJob
{
    private static readonly DateTimeOffset Start = Company.At(9);

    private readonly Guid customer = Guid.CreateVersion7();

    private RecordedJob(Guid dispatcher) => Dispatcher = dispatcher;

    public Guid Id { get; } = Guid.CreateVersion7();

    public Guid Branch { get; } = Guid.CreateVersion7();

    public Guid Cleaner { get; } = Guid.CreateVersion7();

    public Guid Dispatcher { get; }

    public string Errand { get; } = Guid.NewGuid().ToString("N");

    public static async Task<RecordedJob> On(Server server)
    {
        var dispatcher = await server.Company.Employ(Positions.Dispatcher, Scope.Company);
        var job = new RecordedJob(dispatcher.AccountId);
        foreach (var e in job.Events())
            await server.Record<Job>(job.Id, e, job.Dispatcher, job.Errand);
        return job;
    }

    private object[] Events() =>
    [
        new JobBooked(Id, Branch, customer, Guid.CreateVersion7(), JobKind.OneOff, new DateOnly(2026, 3, 2),
            new StartWindow(Start, Start.AddHours(2)), [new Position(1, "regular", 120)], [new ChecklistItem("kitchen", Required: false)], ExternalReference: null),
        new JobAssigned(Id, customer, new DateOnly(2026, 3, 2), [new Assignment(1, Cleaner, Start, Start.AddHours(2))], Cleaner),
        new CleanerCheckedIn(Id, customer, Cleaner, Start.AddMinutes(3), 3, CheckInMethod.Nfc, null, null, null, null, GeofenceVerdict.Unknown, null),
        new CleanerCheckedOut(Id, customer, Cleaner, Start.AddMinutes(120), 117, IsEstimated: false),
        new ServiceCompleted(Id, customer, CompletionOutcome.Full, [], 117, null, "Li", Start.AddMinutes(121)),
    ];
}

/// <summary>Ways into the log beside the commands.</summary>
public static class Recording
{
    /// <summary>Records an event in a transaction of its own, signed as commands sign.</summary>
    public static async Task Record<TState>(this Server server, Guid stream, object @event, Guid by, string correlation) where TState : class
    {
        await using var session = server.Store.LightweightSession();
        session.LastModifiedBy = by.ToString();
        session.CorrelationId = correlation;
        session.CausationId = $"key-of-{correlation}";
        session.SetHeader("roles", new[] { Positions.Dispatcher });
        session.SetHeader("permission", Permission.AssignJobs);
        session.SetHeader("channel", "web");
        (await session.Events.FetchForWriting<TState>(stream)).AppendOne(@event);
        await session.SaveChangesAsync();
    }

    /// <summary>Records an event of a stream without a kind, signed by nobody.</summary>
    public static async Task RecordUnsigned(this Server server, Guid stream, object @event)
    {
        await using var session = server.Store.LightweightSession();
        session.Events.Append(stream, @event);
        await session.SaveChangesAsync();
    }

    public static async Task Archive(this Server server, Guid stream)
    {
        await using var session = server.Store.LightweightSession();
        session.Events.ArchiveStream(stream);
        await session.SaveChangesAsync();
    }
}
