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
    SignInCompletion completion, SignInRecords records, Guesses guesses, IConfiguration configuration)
{
    /// <summary>What became of an attempt.</summary>
    /// <param name="Outcome">What is next, where the factor was right; null when nobody was let in.</param>
    /// <param name="WaitFor">How long to wait before the next attempt is looked at at all.</param>
    public readonly record struct Admission(SignInOutcome? Outcome, TimeSpan? WaitFor);

    /// <summary>How long a refusal takes at least, so that its time does not tell what was looked up and recorded.</summary>
    private static readonly TimeSpan ShortestRefusal = TimeSpan.FromMilliseconds(400);

    /// <summary>Looks at the password, which comes first.</summary>
    public async Task<Admission> Admit(string employeeNumber, string password, HttpContext http)
    {
        var evenly = Task.Delay(ShortestRefusal, http.RequestAborted);
        var admission = await Look(employeeNumber, password, http);
        if (admission is { Outcome: null, WaitFor: null })
            await evenly;
        return admission;
    }

    /// <summary>Looks at a code or a passkey of who waits for that.</summary>
    public async Task<Admission> Admit(SecondFactorProof proof, HttpContext http)
    {
        if (await attempts.Try(http) is not { } attempt || await Find(attempt.AccountId, http.RequestAborted) is not { } account)
            return default;
        if (await guesses.Enter(account.EmployeeNumber, account.Id, http) is { } wait)
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
            sessionId = (await completion.Complete(account.Id, methods, sessionId, http))?.SessionId;
            outcome = sessionId is null ? SignInOutcome.DeviceRefused : outcome;
            await attempts.End(http);
            await guesses.Succeeded(account.EmployeeNumber, account.Id, http);
        }
        else
        {
            await attempts.Begin(new SignInAttempt(account.Id, methods, sessionId, Challenge: null), http);
            // The account's failures stay counted until the whole attempt has passed: codes are no way around.
            await guesses.Return(account.Id, http);
        }

        await records.Add(account.Id, outcome, factor, http, outcome is SignInOutcome.Succeeded ? sessionId : null);
        return outcome;
    }

    /// <summary>Whether the account holds a permission that counts only with a second factor, or the company wants one of everybody.</summary>
    private async Task<bool> MustHaveSecondFactor(Guid accountId, CancellationToken cancelled) =>
        configuration.GetValue<bool>("SecondFactors:OfEverybody") || await actors.Find(accountId, cancelled) is { } actor && actor.Reaches.Keys.Any(Permission.NeedsSecondFactor);

    private async Task<SignInOutcome> Next(AccountDetails account, SignedIn how, CancellationToken cancelled)
    {
        if (!how.WithSecondFactor && account.Factors is not [])
            return SignInOutcome.SecondFactorAsked;
        if (!how.WithSecondFactor && await MustHaveSecondFactor(account.Id, cancelled))
            return SignInOutcome.SecondFactorMissing;

        return await passwords.IsExpired(account.Id, cancelled) ? SignInOutcome.PasswordExpired : SignInOutcome.Succeeded;
    }

    private async Task<Admission> Look(string employeeNumber, string password, HttpContext http)
    {
        await using var session = store.LightweightSession();
        var account = await session.Query<AccountDetails>().FirstOrDefaultAsync(x => x.EmployeeNumber == employeeNumber, http.RequestAborted);
        if (await guesses.Enter(employeeNumber, account?.Id, http) is { } wait)
            return new Admission(null, wait);

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

    private async Task<AccountDetails?> Find(Guid accountId, CancellationToken cancelled)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<AccountDetails>(accountId, cancelled) is { Status: AccountStatus.Open } account ? account : null;
    }
}
