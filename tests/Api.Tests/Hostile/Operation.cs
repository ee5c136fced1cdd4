using System.Text.Json;
using System.Text.RegularExpressions;

namespace CleaningEvents.Tests.Hostile;

/// <summary>
/// An operation as the OpenAPI document tells it, with the schema of its <paramref name="Body"/>, if it has one, and the
/// <paramref name="Permission"/> that its description names, if it needs one.
/// </summary>
public sealed partial record Operation(
    string Id, string Method, string Path, IReadOnlyList<Parameter> Parameters, JsonElement? Body, IReadOnlySet<int> Statuses, string? Permission)
{
    /// <summary>Only what changes something asks for a key; a question may come by POST too.</summary>
    public bool IsCommand => Parameters.Any(x => x.Name is "Idempotency-Key");

    /// <summary>Whether a command makes something new, whose id is the first member of its body.</summary>
    public bool IsStart => IsCommand && !Path.Contains('{') && !Path.StartsWith("/api/access/me/");

    public static IEnumerable<Operation> Of(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select Read(path.Name, operation.Name.ToUpperInvariant(), operation.Value);

    private static Operation Read(string path, string method, JsonElement operation) => new(
        operation.GetProperty("operationId").GetString()!, method, path,
        operation.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray().Select(Parameter.Read)] : [],
        operation.TryGetProperty("requestBody", out var body)
            ? body.GetProperty("content").GetProperty("application/json").GetProperty("schema")
            : null,
        operation.GetProperty("responses").EnumerateObject().Select(x => int.Parse(x.Name)).ToHashSet(),
        operation.TryGetProperty("description", out var words) && PermissionIn().Match(words.GetString()!) is { Success: true } found
            ? found.Groups[1].Value
            : null);

    [GeneratedRegex("Needs the permission `([^`]+)`")]
    private static partial Regex PermissionIn();
}

/// <summary>A parameter in path, query or header.</summary>
public sealed record Parameter(string Name, string In, JsonElement Schema)
{
    public static Parameter Read(JsonElement parameter) =>
        new(parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString()!, parameter.GetProperty("schema"));
}
