using System.Reflection;
using System.Text.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CleaningEvents.Api.Http;

/// <summary>Tells of members what Swashbuckle leaves out: which have a default and may be missing, and which objects may be null.</summary>
public sealed class OpenApiMembers : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema { Properties: { Count: > 0 } members } described)
            return;

        foreach (var optional in context.Type.GetConstructors().SelectMany(x => x.GetParameters()).Where(x => x.HasDefaultValue))
            described.Required?.Remove(JsonNamingPolicy.CamelCase.ConvertName(optional.Name!));

        var nullability = new NullabilityInfoContext();
        foreach (var property in context.Type.GetProperties())
            if (members.TryGetValue(JsonNamingPolicy.CamelCase.ConvertName(property.Name), out var member)
                && member is OpenApiSchemaReference reference && nullability.Create(property).ReadState is NullabilityState.Nullable)
                members[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = OrNull(reference);
    }

    private static OpenApiSchema OrNull(OpenApiSchemaReference reference) => new()
    {
        Description = reference.Description,
        OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, reference],
    };
}
