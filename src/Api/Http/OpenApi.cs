using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using CleaningEvents.Api.Http.Reading;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using Wolverine.Http;

namespace CleaningEvents.Api.Http;

/// <summary>What Swashbuckle cannot see by itself: the words in the code, modules and use cases, headers and parameters, and who may.</summary>
public sealed class OpenApi : IOperationFilter
{
    private const string Bearer = "bearer";

    /// <summary>What parameters of a common name mean; others say it themselves by <see cref="DescriptionAttribute"/>.</summary>
    private static readonly Dictionary<string, string> CommonParameters = new()
    {
        ["after"] = "Begin after this id: what the page before named as next. Left out: from the first.",
        ["limit"] = $"How many at most, 1 to {Reads.LongestPage}; usually 50.",
        ["atLeast"] = "Wait, up to five seconds, until the answer is as fresh as this log position.",
        ["branchId"] = "Id of the branch.",
        ["day"] = "A day on the branch's calendar, from 2000-01-01 to 2099-12-31.",
    };

    public static void Describe(SwaggerGenOptions options)
    {
        options.SwaggerDoc("v1", new OpenApiInfo { Title = "CleaningEvents", Version = "v1" });
        foreach (var words in Directory.EnumerateFiles(AppContext.BaseDirectory, "CleaningEvents.*.xml"))
            options.IncludeXmlComments(words);
        options.CustomOperationIds(x => Chain(x)?.Method.HandlerType.Name.Replace("Endpoint", ""));
        options.TagActionsBy(x => [Chain(x)?.Method.HandlerType.Namespace!.Split('.')[^1] ?? "Other"]);
        options.SupportNonNullableReferenceTypes();
        options.NonNullableReferenceTypesAsRequired();
        options.SchemaFilter<OpenApiMembers>();
        options.OperationFilter<OpenApi>();
        options.AddSecurityDefinition(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Bearer,
            Description = "The access token of an employee who has signed in.",
        });
    }

    /// <summary>Shows the description and Swagger UI: to developers, and elsewhere where <c>OpenApi:Published</c> says so.</summary>
    public static void Publish(WebApplication app)
    {
        if (!app.Environment.IsDevelopment() && !app.Configuration.GetValue("OpenApi:Published", defaultValue: false))
            return;

        app.UseSwagger(x => x.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1);
        app.UseSwaggerUI();
    }

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (Chain(context.ApiDescription) is not { } chain)
            return;

        // Wolverine describes an endpoint without <remarks> by the name of its generated file.
        if (operation.Description == ((IEndpointDescriptionMetadata)chain).Description)
            operation.Description = null;

        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
            Describe(parameter, chain);
        if (chain.HasRequestType && operation.RequestBody?.Content?.TryGetValue("application/json", out var body) is true && body is OpenApiMediaType json)
            json.Example = OpenApiExamples.Of(chain.RequestType!);
        if (Conversations.IsCommand(chain))
            operation.Parameters.Add(Header("Idempotency-Key", "A key of your own, 1 to 100 visible ASCII characters: sent again, the first answer comes again."));
        if (Conversations.IsCommand(chain) && !Answers.IsStart(chain))
            operation.Parameters.Add(Header("If-Match", "ETag of the version you saw, or * for any."));
        if (!Conversations.IsCommand(chain) && !chain.Method.Method.IsDefined(typeof(OpenToEverybodyAttribute), inherit: false))
            operation.Parameters.Add(Purpose());
        if (chain.Method.Method.GetCustomAttributes(typeof(PermissionAttribute), false) is [PermissionAttribute permission])
            operation.Description = $"{operation.Description} Needs the permission `{permission.Name}`.".TrimStart();
        if (chain.Method.Method.IsDefined(typeof(StepUpAttribute), inherit: false))
            operation.Description = $"{operation.Description} Wants who asks proven within the last five minutes.".TrimStart();
        if (!chain.Method.Method.IsDefined(typeof(OpenToEverybodyAttribute), inherit: false))
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];
    }

    private static void Describe(OpenApiParameter parameter, HttpChain chain)
    {
        var source = chain.Method.Method.GetParameters().FirstOrDefault(x => x.Name == parameter.Name);
        parameter.Description ??= source?.GetCustomAttribute<DescriptionAttribute>()?.Description
            ?? CommonParameters.GetValueOrDefault(parameter.Name!)
            ?? (parameter.In is ParameterLocation.Path && parameter.Name!.EndsWith("Id", StringComparison.Ordinal) ? $"Id of the {parameter.Name[..^2]}." : null);
        if (source is { ParameterType: { IsValueType: true } type, HasDefaultValue: false } && Nullable.GetUnderlyingType(type) is null)
            parameter.Required = true;
    }

    private static OpenApiParameter Header(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Required = true,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiParameter Purpose() => new()
    {
        Name = HeldAnswers.PurposeHeader,
        In = ParameterLocation.Header,
        Description = "Why the caller looks at protected records; goes on record.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Enum.GetNames<AccessPurpose>().Select(x => JsonValue.Create(x))] },
    };

    private static HttpChain? Chain(ApiDescription api) => (api.ActionDescriptor as WolverineActionDescriptor)?.Chain;
}
