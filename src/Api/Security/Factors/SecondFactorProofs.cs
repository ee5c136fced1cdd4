using CleaningEvents.Api.Security.Passwords;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Api.Security.Factors;

/// <summary>What somebody shows as their second factor.</summary>
/// <param name="Factor">What it is to be.</param>
/// <param name="Text">A code as typed, or a passkey's signature as JSON.</param>
public readonly record struct SecondFactorProof(SignInFactor Factor, string Text)
{
    private const int LongestAppCode = 8;

    /// <summary>A code: of the app when it is short, else for recovery.</summary>
    public static SecondFactorProof OfCode(string typed)
    {
        var code = string.Concat(typed.Where(x => !char.IsWhiteSpace(x)));
        return new(code.Length <= LongestAppCode ? SignInFactor.Totp : SignInFactor.RecoveryCode, code);
    }

    public static SecondFactorProof OfPasskey(string credential) => new(SignInFactor.Passkey, credential);
}

/// <summary>Looks at second factors of every kind.</summary>
public sealed class SecondFactorProofs(TotpSecrets apps, RecoveryCodes recovery, Passkeys passkeys, VisitorCommands commands)
{
    /// <summary>By what the holder proved it (<c>amr</c>); null when it is not proven.</summary>
    public async Task<string?> Method(SignInAttempt attempt, SecondFactorProof proof, HttpContext http) => proof.Factor switch
    {
        SignInFactor.Totp => await apps.Accept(attempt.AccountId, proof.Text, http.RequestAborted) ? SignedIn.ByCode : null,
        SignInFactor.RecoveryCode => await UseUp(attempt, new OneTimeSecret(proof.Text), http) ? SignedIn.ByCode : null,
        _ => attempt.Challenge is { } asked ? await passkeys.Prove(attempt.AccountId, asked, proof.Text, http.RequestAborted) : null,
    };

    private Task<bool> UseUp(SignInAttempt attempt, OneTimeSecret code, HttpContext http) =>
        recovery.Use(attempt.AccountId, code, commands.For(attempt.AccountId, attempt.SessionId, http));
}
