namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>A branch began its business. <paramref name="Zone"/> is an IANA time zone, <paramref name="Currency"/> an ISO 4217 code.</summary>
public record BranchOpened(
    Guid BranchId,
    [Plain(DataClass.Public, "A branch is no person.")] string Name,
    [Plain(DataClass.Public, "A time zone.")] string Zone,
    [Plain(DataClass.Public, "A currency.")] string Currency);

/// <summary>The branch takes no new work. What is already booked stays to be done.</summary>
public record BranchClosed(Guid BranchId, [Plain(DataClass.Internal, "About a branch, not a person.")] string Reason);

/// <summary>A part of the company with its own wall clock and money; rights, boards and plans are scoped by it.</summary>
public record Branch(Guid Id, string Name, string Zone, string Currency, bool IsOpen) : IEvolve<Branch>
{
    public static Decision Open(Branch? existing, Guid id, string name, string zone, string currency, UniqueClaims taken)
    {
        if (existing is not null)
            return (existing.Name, existing.Zone, existing.Currency) == (name, zone, currency)
                ? Nothing
                : Refuse("id-taken", "Another branch has this id.");
        if (taken.By(UniqueKind.BranchName, name) is not null)
            return Refuse("branch-name-taken", "Another branch has this name.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) || !found.HasIanaId)
            return Refuse("unknown-time-zone", $"'{zone}' is not an IANA time zone.");

        return Accept(new BranchOpened(id, name, zone, currency));
    }

    public Decision Close(string reason) => IsOpen ? Accept(new BranchClosed(Id, reason)) : Nothing;

    /// <summary>The branch's calendar day at <paramref name="instant"/>.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => LocalTime.DayOf(instant, TimeZone());

    public TimeZoneInfo TimeZone() => TimeZoneInfo.FindSystemTimeZoneById(Zone);

    public static Branch? Evolve(Branch? branch, object @event) => @event switch
    {
        BranchOpened e => new Branch(e.BranchId, e.Name, e.Zone, e.Currency, IsOpen: true),
        BranchClosed => branch! with { IsOpen = false },
        _ => branch,
    };
}
