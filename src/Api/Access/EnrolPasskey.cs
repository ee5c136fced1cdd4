using System.Text.Json;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Factors;
using CleaningEvents.Domain;
using CleaningEvents.Projections.Access;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <summary>What a browser makes a passkey by.</summary>
/// <param name="Options">For <c>PublicKeyCredential.parseCreationOptionsFromJSON</c>; good for one use within ten minutes.</param>
public sealed record PasskeyOffer([Plain(DataClass.Internal, "A challenge drawn by chance, and the caller's own account.")] JsonElement Options);

public static class OfferPasskeyEndpoint
{
    /// <summary>Offers the caller to make a passkey.</summary>
    [WolverinePost("/api/access/me/passkeys/offer"), OpenToEmployees("everybody may have a second factor"), StepUp(PasswordWillDo = true)]
    [ProducesResponseType<PasskeyOffer>(StatusCodes.Status200OK)]
    public static async Task<IResult> Post([NotBody] Reads reads, Passkeys passkeys)
    {
        await using var session = reads.Session();
        return await session.LoadAsync<AccountDetails>(reads.Actor.AccountId, reads.Cancelled) is { } account
            ? Results.Ok(new PasskeyOffer(JsonDocument.Parse(await passkeys.Offer(account, reads.Cancelled)).RootElement))
            : Problems.NotFound();
    }
}

/// <param name="Credential">What the browser made, as <c>JSON.stringify</c> writes it; at most 20,000 characters.</param>
public record EnrolPasskey(string Credential)
{
    public class Validator : AbstractValidator<EnrolPasskey>
    {
        public Validator() => RuleFor(x => x.Credential).Text(20_000);
    }
}

public static class EnrolPasskeyEndpoint
{
    /// <summary>Enrols the passkey that a browser made of the last offer.</summary>
    [WolverinePost("/api/access/me/passkeys"), OpenToEmployees("everybody may have a second factor"), StepUp(PasswordWillDo = true)]
    public static Task<IResult> Post(EnrolPasskey command, Commands commands, Passkeys passkeys) =>
        passkeys.Enrol(commands.Context.Actor.AccountId, command.Credential, commands);
}
