namespace CleaningEvents.Domain.Access.Detection;

/// <summary>What a detector sees of one event of the log.</summary>
/// <param name="Position">Where the event stands in the log: the evidence.</param>
/// <param name="At">When it was recorded, with the offset of the wall clock in the account's branch.</param>
/// <param name="Kind">What happened.</param>
/// <param name="AccountId">Who did it, or whose account was tried; null where nobody knows.</param>
public sealed record Signal(long Position, DateTimeOffset At, SignalKind Kind, Guid? AccountId)
{
    /// <summary>The session it was done in.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>The browser or phone of a sign-in.</summary>
    public Guid? DeviceId { get; init; }

    /// <summary>Stands for the network address: a keyed hash of it, never the address.</summary>
    public Guid? OriginId { get; init; }

    /// <summary>Where the network address is on earth; null while nobody can tell.</summary>
    public Place? Place { get; init; }

    /// <summary>The account it was done to.</summary>
    public Guid? Target { get; init; }

    /// <summary>The records shown, touched or asked for in vain.</summary>
    public IReadOnlyList<Guid> Records { get; init; } = [];

    /// <summary>Of the records, those of another branch than the account's own.</summary>
    public IReadOnlyList<Guid> Foreign { get; init; } = [];

    /// <summary>How often it happened, where one event stands for several.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Whether records were shown, one by one or in bulk.</summary>
    public bool IsLook => Kind is SignalKind.Opened or SignalKind.Listed or SignalKind.Exported;

    /// <summary>Whether somebody tried a wrong secret.</summary>
    public bool IsFailure => Kind is SignalKind.WrongSecret or SignalKind.WrongCode;

    /// <summary>Whether whoever holds the account was at work, and not somebody who tried to be them.</summary>
    public bool IsActivity => IsLook || Kind is SignalKind.SignedIn or SignalKind.Acted or SignalKind.Granted or SignalKind.Revoked;
}

/// <summary>What happened, as far as detectors tell it apart.</summary>
public enum SignalKind
{
    /// <summary>Somebody signed in.</summary>
    SignedIn,

    /// <summary>A password was wrong.</summary>
    WrongSecret,

    /// <summary>A code of the second factor was wrong.</summary>
    WrongCode,

    /// <summary>Somebody tried an account that is suspended or closed.</summary>
    ShutOut,

    /// <summary>Single records were shown.</summary>
    Opened,

    /// <summary>Records were shown as one page of many.</summary>
    Listed,

    /// <summary>Records left in bulk.</summary>
    Exported,

    /// <summary>Records were asked for in vain: there are none, or they are not for the caller.</summary>
    Denied,

    /// <summary>A refresh token that was used before was sent again.</summary>
    Replayed,

    /// <summary>An idempotency key that was used before came with another command.</summary>
    KeyReused,

    /// <summary>A command was carried out.</summary>
    Acted,

    /// <summary>A role was given to the target.</summary>
    Granted,

    /// <summary>A role was taken from the target.</summary>
    Revoked,

    /// <summary>The target was suspended or closed.</summary>
    Shut,

    /// <summary>The target opens doors again.</summary>
    Reopened,

    /// <summary>The records became canaries.</summary>
    Baited,

    /// <summary>The records are canaries no more.</summary>
    Unbaited,
}

/// <summary>Where a network address is, as a table tells it; each part may be unknown.</summary>
/// <param name="Point">About where; off by tens of kilometres.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Network">Number of the autonomous system.</param>
public readonly record struct Place(GeoPoint? Point, string? Country, long? Network);
