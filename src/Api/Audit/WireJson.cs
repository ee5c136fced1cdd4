using System.Text.Json;
using CleaningEvents.Api.Http;

namespace CleaningEvents.Api.Audit;

/// <summary>Events and read models as every other answer writes them.</summary>
public static class WireJson
{
    public static readonly JsonSerializerOptions Options = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        JsonRules.Apply(options);
        return options;
    }
}
