namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>Requests of one account were turned away within about a minute. It says nothing of why they were made.</summary>
/// <param name="DenialsId">The account's denials of the day.</param>
/// <param name="AccountId">Who asked.</param>
/// <param name="Status">The answer: 400 (malformed), 401 (the account is not open), 403, 404, 422 (a used idempotency key with another command) or 429 (too many).</param>
/// <param name="Count">How many.</param>
/// <param name="Records">Ids that the addresses named, each once, at most 50.</param>
/// <param name="Routes">The endpoints, without the values in them, each once, at most 50.</param>
/// <param name="SessionId">The session of the last one; null for a machine.</param>
public record RequestDenied(
    Guid DenialsId, Guid AccountId, int Status, int Count, IReadOnlyList<Guid> Records,
    [Plain(DataClass.Internal, "Patterns of addresses, without values.")] IReadOnlyList<string> Routes, Guid? SessionId);

/// <summary>What was denied to an account stands in a stream for each day (UTC), so that no stream grows without end.</summary>
public static class Denials
{
    /// <summary>Most records and routes in one event.</summary>
    public const int MostOfEach = 50;

    public static Guid StreamOf(Guid accountId, DateTimeOffset at) =>
        NamedGuid.Of(FormattableString.Invariant($"denials/{accountId}/{at.UtcDateTime:yyyy-MM-dd}"));
}
