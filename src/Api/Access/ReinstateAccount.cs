using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Reason">Why, at most 500 characters; without personal data.</param>
public record ReinstateAccount(string Reason)
{
    public class Validator : AbstractValidator<ReinstateAccount>
    {
        public Validator() => RuleFor(x => x.Reason).Text(500);
    }
}

public static class ReinstateAccountEndpoint
{
    /// <summary>Opens a suspended account again, with the roles it had.</summary>
    [WolverinePost("/api/access/accounts/{accountId}/reinstate"), Permission(Permission.CloseAccounts)]
    public static Task<IResult> Post(Guid accountId, ReinstateAccount command, Commands commands) =>
        commands.Change<Account>(accountId, (account, _) => account.Reinstate(command.Reason));
}
