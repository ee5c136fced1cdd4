using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace CleaningEvents.Api.Security.Issuer;

/// <summary>The issuer's own tables in the schema <c>auth</c>, which Issuer.sql makes: clients, authorizations, and tokens that can be taken back.</summary>
public sealed class IssuerStore(DbContextOptions<IssuerStore> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder model)
    {
        model.UseOpenIddict();
        model.HasDefaultSchema("auth");
        foreach (var entity in model.Model.GetEntityTypes())
        {
            entity.SetTableName(Snake(entity.GetTableName()!.Replace("OpenIddict", "").TrimEnd('s')));
            foreach (var property in entity.GetProperties())
                property.SetColumnName(Snake(property.Name));
        }
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
