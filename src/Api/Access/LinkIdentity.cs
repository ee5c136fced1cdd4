using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Issuer">Address of the issuer, exactly as its tokens name it (<c>iss</c>), at most 200 characters.</param>
/// <param name="Subject">What it calls the user (<c>sub</c>), at most 255 characters.</param>
public record LinkIdentity(string Issuer, string Subject)
{
    public class Validator : AbstractValidator<LinkIdentity>
    {
        public Validator()
        {
            RuleFor(x => x.Issuer).Text(200);
            RuleFor(x => x.Subject).Text(255);
        }
    }
}

public static class LinkIdentityEndpoint
{
    /// <summary>Lets a user of the company's own issuer into an account, instead of any linked earlier.</summary>
    [WolverinePost("/api/access/accounts/{accountId}/link-identity"), Permission(Permission.EnrolAccounts)]
    public static Task<IResult> Post(Guid accountId, LinkIdentity command, Commands commands) =>
        commands.Change<Account>(accountId, async (account, facts) => account.LinkIdentity(
            command.Issuer, command.Subject, await facts.Claims((UniqueKind.IssuerSubject, Account.LinkOf(command.Issuer, command.Subject)))));
}
