using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

public static class GetDataCatalogueEndpoint
{
    /// <summary>Reads which personal data is stored where, why, for how long, and which questions show it.</summary>
    [WolverineGet("/api/governance/data-catalogue"), Permission(Permission.ReadDataCatalogue)]
    [ProducesResponseType<DataCatalogue>(StatusCodes.Status200OK)]
    public static DataCatalogue Get(EndpointDataSource endpoints) => DataCatalogue.Of(endpoints.Endpoints);
}
