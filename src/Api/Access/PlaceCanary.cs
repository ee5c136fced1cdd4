using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <param name="RecordId">A customer or a site that does not exist in truth, best in a branch of its own that no ordinary list shows.</param>
public record PlaceCanary(Guid RecordId)
{
    public class Validator : AbstractValidator<PlaceCanary>
    {
        public Validator() => RuleFor(x => x.RecordId).NotEmpty();
    }
}

public static class PlaceCanaryEndpoint
{
    /// <summary>Makes any look at a record raise an alert.</summary>
    [WolverinePost("/api/access/canaries"), Permission(Permission.PlaceCanaries)]
    public static Task<IResult> Post(PlaceCanary command, Commands commands) =>
        commands.Start<Canary>(Canary.IdOf(command.RecordId), $"/api/access/canaries/{Canary.IdOf(command.RecordId)}", async (canary, facts) =>
            await facts.Find<Customer>(command.RecordId) is null && await facts.Find<Site>(command.RecordId) is null
                ? throw new UnknownReferenceException("recordId")
                : Canary.Place(canary, command.RecordId));
}
