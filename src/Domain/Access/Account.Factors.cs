namespace CleaningEvents.Domain.Access;

// Events: stored forever. Any change but a new optional field needs an upcaster.

/// <summary>The holder has something beside the password from now on. What proves it never enters the log.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="FactorId">Names the factor among the account's.</param>
/// <param name="Kind">What it is.</param>
public record SecondFactorEnrolled(Guid AccountId, Guid FactorId, SecondFactorKind Kind);

/// <summary>The factor proves nothing any more. The holder took it away, or two others did when it was lost; metadata says who.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="FactorId">Names the factor among the account's.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Reason">Why others took it away; null when the holder did.</param>
public record SecondFactorRemoved(
    [Beneficiary] Guid AccountId, Guid FactorId, SecondFactorKind Kind,
    [Protected(nameof(AccountId), DataClass.Confidential, Purpose.Notes)] string? Reason);

/// <summary>The holder got codes to use when every other factor is lost; earlier ones are worth nothing. Only their hashes are kept, outside the log.</summary>
public record RecoveryCodesMade(Guid AccountId, int Count);

/// <summary>A recovery code stood in for a factor and is used up.</summary>
public record RecoveryCodeUsed(Guid AccountId, int Left);

/// <summary>What proves who somebody is beside a password.</summary>
public enum SecondFactorKind
{
    /// <summary>Codes that change every 30 seconds (RFC 6238).</summary>
    Totp,

    /// <summary>A key in a phone, computer or stick that asks for finger, face or PIN (WebAuthn).</summary>
    Passkey,
}

/// <summary>A second factor of an account.</summary>
public readonly record struct EnrolledFactor(Guid FactorId, SecondFactorKind Kind);

/// <summary>The second factors of an account.</summary>
/// <remarks>Source: policy 3.1.</remarks>
public partial record Account
{
    /// <summary>Most passkeys of one account.</summary>
    public const int MostPasskeys = 10;

    /// <summary>How many recovery codes are made at once.</summary>
    public const int RecoveryCodeCount = 10;

    /// <summary>In the order in which they were enrolled.</summary>
    public IReadOnlyList<EnrolledFactor> Factors { get; init; } = [];

    /// <summary>Recovery codes not yet used.</summary>
    public int RecoveryCodesLeft { get; init; }

    public Decision EnrolTotp(Guid factorId) =>
        Factors.Any(x => x.Kind is SecondFactorKind.Totp && x.FactorId != factorId)
            ? Refuse("totp-enrolled-already", "An authenticator app is enrolled already; remove it first.")
            : Enrol(new EnrolledFactor(factorId, SecondFactorKind.Totp));

    public Decision EnrolPasskey(Guid factorId) =>
        Factors.Count(x => x.Kind is SecondFactorKind.Passkey && x.FactorId != factorId) >= MostPasskeys
            ? Refuse("too-many-passkeys", $"An account has at most {MostPasskeys} passkeys; remove one first.")
            : Enrol(new EnrolledFactor(factorId, SecondFactorKind.Passkey));

    /// <summary>The holder takes a factor away.</summary>
    public Decision RemoveFactor(Guid factorId) =>
        Accept([.. Factors.Where(x => x.FactorId == factorId).Select(x => new SecondFactorRemoved(Id, x.FactorId, x.Kind, Reason: null))]);

    /// <summary>Others take every factor away, so that the holder can enrol anew.</summary>
    public Decision ResetFactors(string reason) =>
        Status is AccountStatus.Closed ? RefuseClosed()
        : Accept([.. Factors.Select(x => new SecondFactorRemoved(Id, x.FactorId, x.Kind, reason))]);

    public Decision MakeRecoveryCodes()
    {
        if (Status is not AccountStatus.Open)
            return RefuseClosed();

        return Factors is []
            ? Refuse("no-second-factor", "Recovery codes stand in for a second factor; enrol one first.")
            : Accept(new RecoveryCodesMade(Id, RecoveryCodeCount));
    }

    public Decision UseRecoveryCode() =>
        RecoveryCodesLeft is 0
            ? Refuse("no-recovery-code-left", "Every recovery code is used.")
            : Accept(new RecoveryCodeUsed(Id, RecoveryCodesLeft - 1));

    private Decision Enrol(EnrolledFactor factor)
    {
        if (Status is not AccountStatus.Open)
            return RefuseClosed();

        return Factors.Contains(factor) ? Nothing : Accept(new SecondFactorEnrolled(Id, factor.FactorId, factor.Kind));
    }

    private Account Without(Guid factorId)
    {
        EnrolledFactor[] left = [.. Factors.Where(x => x.FactorId != factorId)];
        return this with { Factors = left, RecoveryCodesLeft = left is [] ? 0 : RecoveryCodesLeft };
    }
}
