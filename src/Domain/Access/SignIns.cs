namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>Somebody tried to sign in to an account. A failure does not say that it was the account's holder.</summary>
/// <param name="SignInsId">The account's attempts of the month.</param>
/// <param name="AccountId">The account whose employee number was given.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Factor">What was to prove it; an attempt with two factors is recorded once for each.</param>
/// <param name="Origin">The client's network address; null when there is none.</param>
/// <param name="OccurredAt">The server's time.</param>
/// <param name="SessionId">The session that began by it; null when none did.</param>
/// <param name="DeviceId">The browser or phone, where it was seen before or is to be known again; null where it keeps nothing.</param>
public record SignInRecorded(
    Guid SignInsId, Guid AccountId, SignInOutcome Outcome, SignInFactor Factor,
    [Protected(nameof(AccountId), DataClass.Confidential, Purpose.NetworkTrace)] string? Origin,
    DateTimeOffset OccurredAt, Guid? SessionId = null, Guid? DeviceId = null);

/// <summary>How an attempt to sign in ended.</summary>
public enum SignInOutcome
{
    /// <summary>A session began, or went on proven anew.</summary>
    Succeeded,

    /// <summary>Not the account's password.</summary>
    WrongSecret,

    /// <summary>The password was right, the account suspended or closed.</summary>
    AccountNotOpen,

    /// <summary>The password was right, and a second factor is asked for.</summary>
    SecondFactorAsked,

    /// <summary>The password was right, and a second factor must be enrolled before a session begins.</summary>
    SecondFactorMissing,

    /// <summary>The factor was right, and a new password must be chosen before a session begins.</summary>
    PasswordExpired,

    /// <summary>Not the code or the passkey that the account has now; a code that was used before counts as wrong.</summary>
    WrongCode,

    /// <summary>Every factor was right, on a device that the company does not trust.</summary>
    DeviceRefused,
}

/// <summary>What is to prove who signs in.</summary>
public enum SignInFactor { Password, Totp, Passkey, RecoveryCode }

/// <summary>Attempts to sign in stand in a stream for each account and month (UTC), so that no stream grows without end.</summary>
public static class SignIns
{
    public static Guid StreamOf(Guid accountId, DateTimeOffset at) =>
        NamedGuid.Of(FormattableString.Invariant($"sign-ins/{accountId}/{at.UtcDateTime:yyyy-MM}"));
}
