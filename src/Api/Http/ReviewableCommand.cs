using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Governance;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Http;

/// <summary>A command that can wait for a second person, and be carried out later as it was asked for; metadata of its endpoint.</summary>
/// <param name="Name">The use case in kebab-case, such as <c>grant-role</c>.</param>
/// <param name="Method">What carries it out.</param>
/// <param name="Permission">What who asks must be permitted to do.</param>
/// <param name="BodyType">The request that it reads; null when it reads none.</param>
public sealed record ReviewableCommand(string Name, MethodInfo Method, string Permission, Type? BodyType)
{
    /// <summary>Marks the endpoints that are commands, tell nothing by a body, and are not about change requests themselves.</summary>
    public static void Mark(HttpChain chain)
    {
        if (Of(chain) is { } command)
            chain.Metadata.WithMetadata(command);
    }

    /// <summary>Null when the endpoint cannot wait for a second person.</summary>
    public static ReviewableCommand? Of(HttpChain chain) =>
        Conversations.IsCommand(chain) && !Answers.TellsSomething(chain) && chain.Method.Method.GetCustomAttribute<PermissionAttribute>() is { Name: var permission }
            ? new ReviewableCommand(NameOf(chain.Method.HandlerType), chain.Method.Method, permission, chain.HasRequestType ? chain.RequestType : null)
            : null;

    /// <summary>The address of <paramref name="http"/> as the endpoint reads it.</summary>
    public IReadOnlyList<RouteValue> RouteOf(HttpContext http) =>
        [.. Method.GetParameters().Where(x => http.Request.RouteValues.ContainsKey(x.Name!)).Select(x => new RouteValue(x.Name!, $"{http.Request.RouteValues[x.Name!]}"))];

    /// <summary>The paths to the members of the body that hold a single value.</summary>
    public IReadOnlyCollection<string> Fields(JsonSerializerOptions json) => BodyType is null ? [] : [.. FieldsOf(BodyType, json)];

    /// <summary>Calls the endpoint as the request did that is told by <paramref name="route"/> and <paramref name="body"/>.</summary>
    /// <exception cref="JsonException">The body is none any more: its words were erased, or the request has another shape by now.</exception>
    public async Task<IResult> Invoke(Commands commands, IReadOnlyList<RouteValue> route, string? body, HttpContext http, JsonSerializerOptions json)
    {
        var request = BodyType is null ? null : JsonSerializer.Deserialize(body ?? "null", BodyType, json);
        if (BodyType is not null && Fault(request, http.RequestServices) is { } fault)
            return fault;

        return await (Task<IResult>)Method.Invoke(
            obj: null, BindingFlags.DoNotWrapExceptions, binder: null, [.. Method.GetParameters().Select(Argument)], culture: null)!;

        object? Argument(ParameterInfo parameter) =>
            parameter.ParameterType == typeof(Commands) ? commands
            : parameter.ParameterType == BodyType ? request
            : parameter.ParameterType == typeof(HttpContext) ? http
            : route.FirstOrDefault(x => x.Name == parameter.Name) is { Name: not null } named
                ? TypeDescriptor.GetConverter(parameter.ParameterType).ConvertFromInvariantString(named.Value)
            : http.RequestServices.GetRequiredService(parameter.ParameterType);
    }

    private IResult? Fault(object? request, IServiceProvider services)
    {
        if (request is null)
            return RequestValidation.NullBody();

        var validator = (IValidator)services.GetRequiredService(typeof(IValidator<>).MakeGenericType(BodyType!));
        var context = (IValidationContext)Activator.CreateInstance(typeof(ValidationContext<>).MakeGenericType(BodyType!), request)!;
        return validator.Validate(context) is { IsValid: false } failed ? RequestValidation.Failed(failed) : null;
    }

    private static string NameOf(Type endpoint) => JsonNamingPolicy.KebabCaseLower.ConvertName(endpoint.Name.Replace("Endpoint", ""));

    private static IEnumerable<string> FieldsOf(Type type, JsonSerializerOptions json) => json.GetTypeInfo(type).Properties.SelectMany(x =>
        json.GetTypeInfo(x.PropertyType).Kind switch
        {
            JsonTypeInfoKind.None => [x.Name],
            JsonTypeInfoKind.Object => FieldsOf(x.PropertyType, json).Select(y => $"{x.Name}.{y}"),
            _ => Enumerable.Empty<string>(),
        });
}

/// <summary>Every command that can wait for a second person, by name.</summary>
public sealed class ReviewableCommands(EndpointDataSource endpoints)
{
    private readonly Lazy<Dictionary<string, ReviewableCommand>> all =
        new(() => endpoints.Endpoints.Select(x => x.Metadata.GetMetadata<ReviewableCommand>()).OfType<ReviewableCommand>().ToDictionary(x => x.Name));

    public ReviewableCommand? Find(string name) => all.Value.GetValueOrDefault(name);

    public IEnumerable<string> Names => all.Value.Keys;
}
