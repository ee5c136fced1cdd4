namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>Somebody tried to sign in to an account. A failure does not say that it was the account's holder.</summary>
/// <param name="SignInsId">The account's attempts of the month.</param>
/// <param name="AccountId">The account whose employee number was given.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Factor">What was to prove it, such as <c>password</c>.</param>
/// <param name="Origin">The client's network address; null when there is none.</param>
/// <param name="OccurredAt">The server's time.</param>
/// <param name="SessionId">The session that began by it; null when none did.</param>
/// <param name="DeviceId">The browser or phone, where it was seen before or is to be known again; null where it keeps nothing.</param>
public record SignInRecorded(
    Guid SignInsId, Guid AccountId, SignInOutcome Outcome,
    [Plain(DataClass.Internal, "A word from a list.")] string Factor,
    [Protected(nameof(AccountId), DataClass.Confidential, Purpose.NetworkTrace)] string? Origin,
    DateTimeOffset OccurredAt, Guid? SessionId = null, Guid? DeviceId = null);

/// <summary>How an attempt to sign in ended.</summary>
public enum SignInOutcome { Succeeded, WrongSecret, AccountNotOpen }

/// <summary>Attempts to sign in stand in a stream for each account and month (UTC), so that no stream grows without end.</summary>
public static class SignIns
{
    public static Guid StreamOf(Guid accountId, DateTimeOffset at) =>
        NamedGuid.Of(FormattableString.Invariant($"sign-ins/{accountId}/{at.UtcDateTime:yyyy-MM}"));
}
