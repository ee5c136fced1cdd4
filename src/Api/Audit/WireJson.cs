using System.Text.Json;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Http.Reading;

namespace CleaningEvents.Api.Audit;

/// <summary>Events and read models as every other answer writes them, but with their secrets: who may read the log reads all of it.</summary>
public static class WireJson
{
    public static readonly JsonSerializerOptions Options = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        JsonRules.Apply(options);
        new LookJson(showsSecrets: true).Watch(options);
        return options;
    }
}
