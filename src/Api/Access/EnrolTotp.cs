using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Factors;
using CleaningEvents.Domain;
using CleaningEvents.Projections.Access;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using OtpNet;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <summary>What an authenticator app needs to make codes.</summary>
/// <param name="Secret">The secret in base32, told until it is confirmed by a code.</param>
/// <param name="Uri">The same as an <c>otpauth:</c> address, which front ends show as a QR code.</param>
public sealed record TotpOffer(
    [Plain(DataClass.Restricted, "Told to its holder alone, before it counts.")] string Secret,
    [Plain(DataClass.Restricted, "Told to its holder alone, before it counts.")] string Uri);

public static class OfferTotpEndpoint
{
    /// <summary>Offers the caller a secret for an authenticator app, the same for ten minutes; 404 when an app is enrolled already.</summary>
    [WolverinePost("/api/access/me/totp/offer"), OpenToEmployees("everybody may have a second factor"), StepUp(PasswordWillDo = true)]
    [ProducesResponseType<TotpOffer>(StatusCodes.Status200OK)]
    public static async Task<IResult> Post([NotBody] Reads reads, TotpSecrets apps)
    {
        var accountId = reads.Actor.AccountId;
        await using var session = reads.Session();
        return await session.LoadAsync<AccountDetails>(accountId, reads.Cancelled) is { } account && await apps.Offer(accountId, reads.Cancelled) is { } secret
            ? Results.Ok(new TotpOffer(Base32Encoding.ToString(secret), TotpSecrets.UriFor(secret, account.EmployeeNumber)))
            : Problems.NotFound();
    }
}

/// <param name="Code">The six digits that the app shows now.</param>
public record EnrolTotp(string Code)
{
    public class Validator : AbstractValidator<EnrolTotp>
    {
        public Validator() => RuleFor(x => x.Code).NotNull().Matches("^[0-9]{6}$");
    }
}

public static class EnrolTotpEndpoint
{
    /// <summary>Enrols the app that was offered a secret, as its first code proves.</summary>
    [WolverinePost("/api/access/me/totp"), OpenToEmployees("everybody may have a second factor"), StepUp(PasswordWillDo = true)]
    public static Task<IResult> Post(EnrolTotp command, Commands commands, TotpSecrets apps) =>
        apps.Confirm(commands.Context.Actor.AccountId, command.Code, commands);
}
