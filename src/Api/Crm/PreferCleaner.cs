using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Crm;

/// <param name="CleanerId">The cleaner meant.</param>
/// <param name="Preference">Neutral, Preferred or Excluded; an excluded cleaner is never assigned to the site.</param>
/// <param name="Reason">Why, at most 500 characters.</param>
public record PreferCleaner(Guid CleanerId, CleanerPreference Preference, string Reason)
{
    public class Validator : AbstractValidator<PreferCleaner>
    {
        public Validator()
        {
            RuleFor(x => x.CleanerId).NotEmpty();
            RuleFor(x => x.Reason).Text(500);
        }
    }
}

public static class PreferCleanerEndpoint
{
    /// <summary>Records how a customer wants a cleaner at a site.</summary>
    [WolverinePost("/api/crm/sites/{siteId}/prefer-cleaner"), Permission(Permission.RegisterSites)]
    public static Task<IResult> Post(Guid siteId, PreferCleaner command, Commands commands) =>
        commands.Change<Site>(siteId, async (site, facts) =>
            site.Prefer((await facts.The<Cleaner>(command.CleanerId)).Id, command.Preference, command.Reason));
}
