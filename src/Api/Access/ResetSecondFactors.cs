using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Factors;
using CleaningEvents.Domain.Access;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="Reason">Why, and how it was made sure that it is the holder who asks; at most 500 characters.</param>
public record ResetSecondFactors(string Reason)
{
    public class Validator : AbstractValidator<ResetSecondFactors>
    {
        public Validator() => RuleFor(x => x.Reason).Text(500);
    }
}

public static class ResetSecondFactorsEndpoint
{
    /// <summary>Takes away every second factor of somebody who lost them. It takes two people always, and the holder finds it among their events.</summary>
    [WolverinePost("/api/access/accounts/{accountId}/reset-second-factors"), Permission(Permission.EnrolAccounts), StepUp]
    public static Task<IResult> Post(Guid accountId, ResetSecondFactors command, Commands commands) =>
        SecondFactors.Reset(accountId, command.Reason, commands);
}
