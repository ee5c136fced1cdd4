using CleaningEvents.Api.Security.Factors;
using CleaningEvents.Api.Security.Passwords;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;

namespace CleaningEvents.Api.Security;

/// <summary>
/// Lets in whoever proves to be the holder of an open account, by as many factors as the account has and its rights need, and records
/// each attempt. To all others every answer is alike.
/// </summary>
/// <remarks>Source: policy 3.1.</remarks>
public sealed class Doorkeeper(
    IDocumentStore store, Actors actors, Credentials credentials, PasswordPolicy passwords, SecondFactorProofs proofs, SignInAttempts attempts,
    SignInCompletion completion, SignInRecords records, Throttle throttle)
{
    /// <summary>What became of an attempt.</summary>
    /// <param name="Outcome">What is next, where the factor was right; null when nobody was let in.</param>
    /// <param name="WaitFor">How long to wait before the next attempt is looked at at all.</param>
    public readonly record struct Admission(SignInOutcome? Outcome, TimeSpan? WaitFor);

    /// <summary>Looks at the password, which comes first.</summary>
    public async Task<Admission> Admit(string employeeNumber, string password, HttpContext http)
    {
        if (throttle.Enter(Throttle.Of(http, employeeNumber)) is { } wait)
            return new Admission(null, wait);

        await using var session = store.LightweightSession();
        var account = await session.Query<AccountDetails>().FirstOrDefaultAsync(x => x.EmployeeNumber == employeeNumber, http.RequestAborted);
        var isProven = await credentials.Prove(account?.Id, password, http.RequestAborted);
        if (account is null)
        {
            await records.CountUnknown(http.RequestAborted);
            return default;
        }

        if (isProven && account.Status is AccountStatus.Open)
            return new Admission(await Proceed(account, SignInFactor.Password, [SignedIn.ByPassword], sessionId: null, http), null);

        await records.Add(account.Id, isProven ? SignInOutcome.AccountNotOpen : SignInOutcome.WrongSecret, SignInFactor.Password, http);
        return default;
    }

    /// <summary>Looks at a code or a passkey of who waits for that.</summary>
    public async Task<Admission> Admit(SecondFactorProof proof, HttpContext http)
    {
        if (await attempts.Try(http) is not { } attempt || await Find(attempt.AccountId, http.RequestAborted) is not { } account)
            return default;
        if (throttle.Enter(Throttle.Of(http, account.EmployeeNumber)) is { } wait)
            return new Admission(null, wait);
        if (await proofs.Method(attempt, proof, http) is { } method)
            return new Admission(await Proceed(account, proof.Factor, [.. attempt.Methods.Except([method]), method], attempt.SessionId, http), null);

        await records.Add(account.Id, SignInOutcome.WrongCode, proof.Factor, http, attempt.SessionId);
        return new Admission(SignInOutcome.WrongCode, null);
    }

    /// <summary>Says what is still asked for now that <paramref name="factor"/> has passed; when it is nothing, the session begins or goes on.</summary>
    public async Task<SignInOutcome> Proceed(AccountDetails account, SignInFactor factor, IReadOnlyList<string> methods, Guid? sessionId, HttpContext http)
    {
        var outcome = await Next(account, new SignedIn(sessionId, At: null, methods), http.RequestAborted);
        if (outcome is SignInOutcome.Succeeded)
        {
            sessionId = (await completion.Complete(account.Id, methods, sessionId, http)).SessionId;
            await attempts.End(http);
            throttle.Succeeded(Throttle.Of(http, account.EmployeeNumber));
        }
        else
        {
            await attempts.Begin(new SignInAttempt(account.Id, methods, sessionId, Challenge: null), http);
            // The account's failures stay counted until the whole attempt has passed: codes are no way around.
            throttle.Succeeded(Throttle.Of(http));
        }

        await records.Add(account.Id, outcome, factor, http, outcome is SignInOutcome.Succeeded ? sessionId : null);
        return outcome;
    }

    /// <summary>Whether the account holds a permission that counts only with a second factor.</summary>
    private async Task<bool> MustHaveSecondFactor(Guid accountId, CancellationToken cancelled) =>
        await actors.Find(accountId, cancelled) is { } actor && actor.Reaches.Keys.Any(Permission.NeedsSecondFactor);

    private async Task<SignInOutcome> Next(AccountDetails account, SignedIn how, CancellationToken cancelled)
    {
        if (!how.WithSecondFactor && account.Factors is not [])
            return SignInOutcome.SecondFactorAsked;
        if (!how.WithSecondFactor && await MustHaveSecondFactor(account.Id, cancelled))
            return SignInOutcome.SecondFactorMissing;

        return await passwords.IsExpired(account.Id, cancelled) ? SignInOutcome.PasswordExpired : SignInOutcome.Succeeded;
    }

    private async Task<AccountDetails?> Find(Guid accountId, CancellationToken cancelled)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<AccountDetails>(accountId, cancelled) is { Status: AccountStatus.Open } account ? account : null;
    }
}
