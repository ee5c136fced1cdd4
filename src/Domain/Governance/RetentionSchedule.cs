namespace CleaningEvents.Domain.Governance;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>The keys of everything that was kept for <paramref name="Purpose"/> and happened before <paramref name="Month"/> (yyyy-MM, UTC) are destroyed.</summary>
public record RetentionExecuted(
    Guid RetentionScheduleId, Purpose Purpose, [Plain(DataClass.Internal, "A month of the calendar.")] string Month, int KeysDestroyed, DateTimeOffset OccurredAt);

/// <summary>What was kept for a purpose until its age was reached, month by month.</summary>
/// <remarks>Source: policy 4.2.</remarks>
public record RetentionSchedule(Guid Id, Purpose Purpose, string Month) : IEvolve<RetentionSchedule>
{
    public static Guid IdOf(Purpose purpose) => NamedGuid.Of($"retention/{purpose}");

    /// <summary>Before which month everything is too old at <paramref name="now"/>: the one in which the oldest readable value may lie.</summary>
    public static string MonthAt(Purpose purpose, DateTimeOffset now) => Retention.MonthOf(now - purpose.LongestAge()!.Value);

    /// <remarks>A month is executed once more when late entries left keys in it.</remarks>
    public static Decision Execute(RetentionSchedule? schedule, Purpose purpose, string month, int keysDestroyed, DateTimeOffset now) =>
        keysDestroyed is 0 && string.CompareOrdinal(schedule?.Month, month) >= 0
            ? Nothing
            : Accept(new RetentionExecuted(IdOf(purpose), purpose, month, keysDestroyed, now));

    public static RetentionSchedule? Evolve(RetentionSchedule? schedule, object @event) => @event switch
    {
        RetentionExecuted e => new RetentionSchedule(e.RetentionScheduleId, e.Purpose, e.Month),
        _ => schedule,
    };
}
