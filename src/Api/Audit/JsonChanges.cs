using System.Text.Json;

namespace CleaningEvents.Api.Audit;

/// <summary>The difference between two JSON documents, field by field.</summary>
public static class JsonChanges
{
    /// <summary>
    /// Every single value that differs, in the order of <paramref name="after"/> and then what only <paramref name="before"/> had.
    /// Items of lists are compared by their place; null, an empty list and an absent value are the same.
    /// </summary>
    public static IReadOnlyList<FieldChange> Between(JsonElement before, JsonElement after)
    {
        var (old, now) = (Values(before, ""), Values(after, ""));
        return
        [
            .. now.Where(x => !old.TryGetValue(x.Key, out var value) || !JsonElement.DeepEquals(value, x.Value))
                .Select(x => new FieldChange(x.Key, old.TryGetValue(x.Key, out var value) ? value : null, x.Value)),
            .. old.Where(x => !now.ContainsKey(x.Key)).Select(x => new FieldChange(x.Key, x.Value, To: null)),
        ];
    }

    private static OrderedDictionary<string, JsonElement> Values(JsonElement json, string path) => new(Leaves(json, path));

    private static IEnumerable<KeyValuePair<string, JsonElement>> Leaves(JsonElement json, string path) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(x => Leaves(x.Value, path is "" ? x.Name : $"{path}.{x.Name}")),
        JsonValueKind.Array => json.EnumerateArray().SelectMany((x, i) => Leaves(x, $"{path}[{i}]")),
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        _ => [KeyValuePair.Create(path, json)],
    };
}
