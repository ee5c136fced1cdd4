namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>An account was let in by a permission to a question that leaves no other trace; told once a day, or once more after a restart.</summary>
/// <param name="PermissionUsesId">The account's uses of the month.</param>
/// <param name="AccountId">Who was let in.</param>
/// <param name="Permission">By which permission.</param>
/// <param name="UsedOn">The day (UTC) by the server's clock.</param>
public record PermissionUsed(
    Guid PermissionUsesId, Guid AccountId,
    [Plain(DataClass.Internal, "A name from the catalogue of permissions.")] string Permission,
    DateOnly UsedOn);

/// <summary>Uses of permissions stand in a stream for each account and month (UTC), so that no stream grows without end.</summary>
public static class PermissionUses
{
    public static Guid StreamOf(Guid accountId, DateOnly day) =>
        NamedGuid.Of(FormattableString.Invariant($"permission-uses/{accountId}/{day:yyyy-MM}"));
}
