using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Reason">Why, at most 500 characters; without personal data.</param>
public record CloseAccount(string Reason)
{
    public class Validator : AbstractValidator<CloseAccount>
    {
        public Validator() => RuleFor(x => x.Reason).Text(500);
    }
}

public static class CloseAccountEndpoint
{
    /// <summary>Closes an account for good; every role is gone from the next request on.</summary>
    [WolverinePost("/api/access/accounts/{accountId}/close"), Permission(Permission.CloseAccounts)]
    public static Task<IResult> Post(Guid accountId, CloseAccount command, Commands commands, Sessions sessions) =>
        commands.Change<Account>(accountId, async (account, facts) =>
        {
            await sessions.EndAll(facts.Session, accountId, SessionEnd.AccountNotOpen, commands.Context);
            return account.Close(command.Reason, facts.Now);
        });
}
