using CleaningEvents.Api.Security;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Wolverine.Http;

namespace CleaningEvents.Api.Http;

/// <summary>What Swashbuckle cannot see by itself: the words in the code, modules and use cases, and the headers that commands need.</summary>
public sealed class OpenApi : IOperationFilter
{
    public static void Describe(SwaggerGenOptions options)
    {
        options.SwaggerDoc("v1", new OpenApiInfo { Title = "CleaningEvents", Version = "v1" });
        foreach (var words in Directory.EnumerateFiles(AppContext.BaseDirectory, "CleaningEvents.*.xml"))
            options.IncludeXmlComments(words);
        options.CustomOperationIds(x => Chain(x)?.Method.HandlerType.Name.Replace("Endpoint", ""));
        options.TagActionsBy(x => [Chain(x)?.Method.HandlerType.Namespace!.Split('.')[^1] ?? "Other"]);
        options.SupportNonNullableReferenceTypes();
        options.NonNullableReferenceTypesAsRequired();
        options.OperationFilter<OpenApi>();
    }

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (Chain(context.ApiDescription) is not { } chain)
            return;

        // Wolverine describes an endpoint without <remarks> by the name of its generated file.
        if (operation.Description == ((IEndpointDescriptionMetadata)chain).Description)
            operation.Description = null;

        operation.Parameters ??= [];
        if (Conversations.IsCommand(chain))
            operation.Parameters.Add(Header("Idempotency-Key", "A key of your own, 1 to 100 visible ASCII characters: sent again, the first answer comes again.", required: true));
        if (Conversations.IsCommand(chain) && !Answers.IsStart(chain))
            operation.Parameters.Add(Header("If-Match", "ETag of the version you saw, or * for any.", required: true));
        if (chain.Method.Method.GetCustomAttributes(typeof(PermissionAttribute), false) is [PermissionAttribute permission])
            operation.Description = $"{operation.Description} Needs the permission `{permission.Name}`.".TrimStart();
    }

    private static OpenApiParameter Header(string name, string description, bool required) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = required,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static HttpChain? Chain(ApiDescription api) => (api.ActionDescriptor as WolverineActionDescriptor)?.Chain;
}
