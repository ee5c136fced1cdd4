using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Issuer;
using CleaningEvents.Api.Security.Passwords;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <summary>What the employee needs to choose a password.</summary>
/// <param name="Secret">Eight groups of four signs, for one use within 24 hours. It is told to whoever offers it and kept nowhere.</param>
/// <param name="Page">Where the employee uses it.</param>
public sealed record EnrolmentOffer(string Secret, Uri Page);

public static class OfferEnrolmentEndpoint
{
    /// <summary>Offers an employee the choice of a password by a one-time secret, which replaces any earlier one; 404 where another issuer lets people in.</summary>
    [WolverinePost("/api/access/accounts/{accountId}/offer-enrolment"), Permission(Permission.EnrolAccounts), StepUp]
    [ProducesResponseType<EnrolmentOffer>(StatusCodes.Status200OK)]
    public static async Task<IResult> Post(Guid accountId, [NotBody] Commands commands, Enrolments enrolments, IConfiguration configuration)
    {
        if (ExternalIssuer.In(configuration) is not null)
            return Problems.NotFound();

        var (answer, secret) = await enrolments.Offer(accountId, commands);
        return answer is Accepted accepted ? accepted.With(new EnrolmentOffer(secret.Text, configuration.EnrolmentPage())) : answer;
    }
}
