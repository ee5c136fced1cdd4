namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>Protected values were about to be shown to somebody; it was recorded before they left. It does not say that they were looked at.</summary>
/// <param name="AccessLogId">The account's looks of the day.</param>
/// <param name="AccountId">Who was to see them.</param>
/// <param name="Kind">What the records are: the name of a read model, or <c>Event</c> for the log itself.</param>
/// <param name="Records">Ids of the records, at most 200; what is longer is recorded in several events.</param>
/// <param name="Class">The highest class among the fields.</param>
/// <param name="Fields">The protected members shown, as the answer names them.</param>
/// <param name="Mode">How they were shown.</param>
/// <param name="Route">The endpoint, without the values in it.</param>
/// <param name="Purpose">Why, where the caller said or had to say.</param>
/// <param name="SessionId">The session of who asked; null for a machine.</param>
/// <param name="OccurredAt">The server's time.</param>
/// <remarks>Source: policy 5.2: record and audit every access to important data.</remarks>
public record RecordAccessed(
    Guid AccessLogId, Guid AccountId,
    [Plain(DataClass.Internal, "The name of a read model.")] string Kind,
    IReadOnlyList<Guid> Records, DataClass Class,
    [Plain(DataClass.Internal, "Names of members.")] IReadOnlyList<string> Fields,
    AccessMode Mode,
    [Plain(DataClass.Internal, "A pattern of addresses, without values.")] string Route,
    AccessPurpose? Purpose, Guid? SessionId, DateTimeOffset OccurredAt);

/// <summary>How protected values were shown.</summary>
public enum AccessMode
{
    /// <summary>One record.</summary>
    Read,

    /// <summary>Some of many, in their order.</summary>
    List,

    /// <summary>Those that a question found.</summary>
    Search,

    /// <summary>A secret, such as a door code, asked for by itself.</summary>
    Reveal,

    /// <summary>In bulk, to be kept elsewhere.</summary>
    Export,
}

/// <summary>Why somebody looks at protected values.</summary>
public enum AccessPurpose { CustomerContact, ServiceDelivery, Employment, Billing, Complaint, Audit, Security, LegalDuty }

/// <summary>What an account looked at stands in a stream for each day (UTC), so that no stream is contended for or grows without end.</summary>
public static class AccessLog
{
    /// <summary>Most records in one event.</summary>
    public const int MostRecords = 200;

    public static Guid StreamOf(Guid accountId, DateTimeOffset at) =>
        NamedGuid.Of(FormattableString.Invariant($"access-log/{accountId}/{at.UtcDateTime:yyyy-MM-dd}"));
}
