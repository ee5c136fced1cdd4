using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Crm;

/// <param name="AccessInstructions">How to get in, at most 2,000 characters; null for none; restricted.</param>
public record ChangeSiteInstructions(string? AccessInstructions)
{
    public class Validator : AbstractValidator<ChangeSiteInstructions>
    {
        public Validator() => RuleFor(x => x.AccessInstructions).OptionalText(2_000);
    }
}

public static class ChangeSiteInstructionsEndpoint
{
    /// <summary>Says anew how to get into a site.</summary>
    [WolverinePost("/api/crm/sites/{siteId}/change-instructions"), Permission(Permission.RegisterSites)]
    public static Task<IResult> Post(Guid siteId, ChangeSiteInstructions command, Commands commands) =>
        commands.Change<Site>(siteId, (site, _) => site.ChangeInstructions(command.AccessInstructions));
}
