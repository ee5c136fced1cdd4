using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CleaningEvents.Api.Http;

/// <summary>An example of a request body, made from the names and types of the members that must be there.</summary>
public static class OpenApiExamples
{
    /// <summary>What stands in examples for members of these names; the rest goes by type.</summary>
    private static readonly Dictionary<string, string> Named = new()
    {
        ["employeeNumber"] = "E017",
        ["identityNumber"] = "ID-0017",
        ["zone"] = "Europe/Rome",
        ["currency"] = "EUR",
        ["code"] = "123456",
        ["skill"] = "regular-cleaning",
        ["skills"] = "regular-cleaning",
        ["item"] = "kitchen",
        ["command"] = "grant-role",
        ["approverPermission"] = "governance.changes.approve",
        ["field"] = "scope",
        ["permissions"] = "dispatch.board.read",
        ["address"] = "Via Example 1, Bologna",
        ["accessInstructions"] = "Ring at the porter's.",
        ["reason"] = "Asked for by telephone.",
        ["method"] = "Qr",
        ["until"] = "2027-03-02T11:00:00Z",
        ["endsAt"] = "14:00:00",
    };

    /// <summary>What stands in examples for members whose parts depend on one another.</summary>
    private static readonly Dictionary<string, string> Whole = new()
    {
        ["duties"] = """[{ "name": "entry", "permissions": ["finance.*.enter"] }, { "name": "approval", "permissions": ["finance.*.approve"] }]""",
    };

    /// <summary>Null where nothing sensible can be said of the type.</summary>
    public static JsonNode? Of(Type type, string name = "")
    {
        var known = Nullable.GetUnderlyingType(type) ?? type;
        return known switch
        {
            _ when Named.TryGetValue(name, out var example) && Fits(known, example) => example,
            _ when Whole.TryGetValue(name, out var json) => JsonNode.Parse(json),
            _ when known == typeof(string) => "Example",
            _ when known == typeof(Guid) => "01980000-0000-7000-8000-000000000001",
            _ when known == typeof(DateTimeOffset) => "2027-03-02T09:00:00Z",
            _ when known == typeof(DateOnly) => "2027-03-02",
            _ when known == typeof(TimeOnly) => "06:00:00",
            _ when known == typeof(bool) => true,
            _ when known == typeof(int) => name is "passMark" ? 80 : name.EndsWith("Minutes", StringComparison.Ordinal) ? 60 : 1,
            _ when known == typeof(double) => name is "latitude" ? 44.4938 : 11.343,
            { IsEnum: true } => Enum.GetNames(known)[0],
            { IsGenericType: true } => new JsonArray(Of(known.GetGenericArguments()[0], name)),
            _ => ObjectOf(known, name),
        };
    }

    private static JsonObject ObjectOf(Type type, string within) => new(type.GetConstructors().MaxBy(x => x.GetParameters().Length)!.GetParameters()
        .Where(x => !x.HasDefaultValue)
        .Select(x => (Name: JsonNamingPolicy.CamelCase.ConvertName(x.Name!), x.ParameterType))
        .Select(x => KeyValuePair.Create(x.Name, Of(x.ParameterType, within is "skills" && x.Name is "name" ? within : x.Name))));

    private static bool Fits(Type type, string example) =>
        type == typeof(string)
        || (type.IsEnum && Enum.IsDefined(type, example))
        || (type == typeof(TimeOnly) && TimeOnly.TryParse(example, CultureInfo.InvariantCulture, out _))
        || (type == typeof(DateTimeOffset) && example.Contains('T'));
}
