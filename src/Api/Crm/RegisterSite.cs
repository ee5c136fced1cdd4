using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Crm;

/// <param name="SiteId">A new UUIDv7 from the client.</param>
/// <param name="CustomerId">Whose site it is; the site belongs to the customer's branch.</param>
/// <param name="Name">What people call it, at most 200 characters.</param>
/// <param name="Address">Postal address, at most 500 characters.</param>
/// <param name="Location">WGS 84 coordinates in degrees.</param>
/// <param name="GeofenceMetres">Radius in which a check-in counts as on site, 10 to 5,000 m.</param>
/// <param name="AreaSquareMetres">Floor to be cleaned, 1 to 1,000,000 m².</param>
/// <param name="AccessInstructions">How to get in, at most 2,000 characters; restricted.</param>
/// <param name="ExternalReference">The site's number where it comes from, at most 100 characters; unique.</param>
public record RegisterSite(
    Guid SiteId, Guid CustomerId, string Name, string Address, GeoPoint Location, int GeofenceMetres = 150, int? AreaSquareMetres = null,
    string? AccessInstructions = null, string? ExternalReference = null)
{
    public class Validator : AbstractValidator<RegisterSite>
    {
        public Validator()
        {
            RuleFor(x => x.SiteId).NotEmpty();
            RuleFor(x => x.CustomerId).NotEmpty();
            RuleFor(x => x.Name).Text(200);
            RuleFor(x => x.Address).Text(500);
            RuleFor(x => x.Location).OnEarth();
            RuleFor(x => x.GeofenceMetres).InclusiveBetween(10, 5_000);
            RuleFor(x => x.AreaSquareMetres).InclusiveBetween(1, 1_000_000);
            RuleFor(x => x.AccessInstructions).OptionalText(2_000);
            RuleFor(x => x.ExternalReference).OptionalText(100);
        }
    }
}

public static class RegisterSiteEndpoint
{
    /// <summary>Registers a site of a customer.</summary>
    [WolverinePost("/api/crm/sites"), Permission(Permission.RegisterSites)]
    public static Task<IResult> Post(RegisterSite command, Commands commands) =>
        commands.Start<Site>(command.SiteId, $"/api/crm/sites/{command.SiteId}", async (site, facts) =>
        {
            var customer = await facts.The<Customer>(command.CustomerId);
            var registered = new SiteRegistered(
                command.SiteId, command.CustomerId, customer.BranchId, command.Name, command.Address, command.Location, command.GeofenceMetres,
                command.AreaSquareMetres, command.AccessInstructions, command.ExternalReference);
            return Site.Register(site, registered, await facts.Claims((UniqueKind.SiteReference, command.ExternalReference)));
        });
}
