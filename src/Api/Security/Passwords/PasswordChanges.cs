using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;

namespace CleaningEvents.Api.Security.Passwords;

/// <summary>How the holder of an account chooses another password: by the one they have. It ends every session but theirs.</summary>
public sealed class PasswordChanges(Credentials credentials, PasswordPolicy policy, PasswordHashing hashing, SignInRecords records, Guesses guesses, Sessions sessions)
{
    public async Task<IResult> Change(AccountDetails account, string current, string chosen, Commands commands, HttpContext http)
    {
        if (await commands.FirstAnswer() is { } first)
            return first;

        var cancelled = http.RequestAborted;
        if (await guesses.Enter(account.EmployeeNumber, account.Id, http) is not null)
            return Problems.Invalid("currentPassword", "try-later", Messages.Page("try-later"));
        if (!await credentials.Prove(account.Id, current, cancelled))
        {
            await records.Add(account.Id, SignInOutcome.WrongSecret, SignInFactor.Password, http);
            return Problems.Invalid("currentPassword", "wrong-password", Messages.Page("wrong-password"));
        }

        await guesses.Succeeded(account.EmployeeNumber, account.Id, http);
        if (await policy.Broken(chosen, account, cancelled) is { } rule)
            return Problems.Invalid("newPassword", rule, Messages.Page(rule));

        var hash = await hashing.Hash(PasswordRules.Normalize(chosen)!, cancelled);
        return await commands.Change<Account>(account.Id, async (known, facts) =>
        {
            await sessions.EndAll(facts.Session, account.Id, SessionEnd.CredentialChanged, commands.Context, except: commands.Context.SessionId ?? default);
            Credentials.Choose(facts.Session, account.Id, hash, commands.Context.SessionId, policy.Remembered);
            return known.ChangePassword();
        });
    }
}
