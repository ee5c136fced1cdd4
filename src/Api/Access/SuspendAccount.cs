using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Reason">Why, at most 500 characters; without personal data.</param>
public record SuspendAccount(string Reason)
{
    public class Validator : AbstractValidator<SuspendAccount>
    {
        public Validator() => RuleFor(x => x.Reason).Text(500);
    }
}

public static class SuspendAccountEndpoint
{
    /// <summary>Shuts an account for a while; it opens nothing from the next request on.</summary>
    [WolverinePost("/api/access/accounts/{accountId}/suspend"), Permission(Permission.CloseAccounts)]
    public static Task<IResult> Post(Guid accountId, SuspendAccount command, Commands commands, Sessions sessions) =>
        commands.Change<Account>(accountId, async (account, facts) =>
        {
            await sessions.EndAll(facts.Session, accountId, SessionEnd.AccountNotOpen, commands.Context);
            return account.Suspend(command.Reason);
        });
}
