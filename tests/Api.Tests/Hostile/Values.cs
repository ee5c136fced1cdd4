using System.Text.Json;
using CleaningEvents.Domain.Access;
using CsCheck;

namespace CleaningEvents.Tests.Hostile;

/// <summary>Values for the schemas of one document: such as the API wants, with the ids of a stage, and such as nobody wants.</summary>
public sealed class Values(JsonElement document, Stage stage)
{
    /// <summary>Nothing that any member wants; each is one JSON value, or nearly.</summary>
    public static readonly Gen<string> Unwanted = Any.Of(
        "null", "true", "0", "-1", "1.5", "1e999", "-1e-999", "99999999999999999999", "2147483648", "9223372036854775808", "NaN", "Infinity", "01", "0x1",
        "[]", "{}", "[[]]", "{\"a\":1}", "\"\"", "\" \"", "\"NaN\"", "\"1\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\u0007\"", "\"\\ud800\"", "\"\\udc00x\"", "\"\ud800\"",
        "\"👩‍👩‍👧‍👦\"", "\"‮egassem\"", "\"مرحبا\"", "\"\\ufeff\"", "\"\\ufffd\"", "\"line\\nline\"", "\"'; drop table mt_events; --\"", "\"{{7*7}}<script>\"",
        "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999Z\"", "\"2026-03-02T10:00:00\"", "\"2026-02-30T10:00:00Z\"", "\"2026-03-02T10:00:00+14:00\"",
        "\"2026-03-02T10:00:00+23:59\"", "\"2026-03-02T24:00:00Z\"", "\"0001-01-01\"", "\"9999-12-31\"", "\"2026-02-30\"", "\"25:00:00\"", "\"24:00\"",
        "\"00000000-0000-0000-0000-000000000000\"", "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"", "\"not-a-uuid\"", "\"Booked\"", "\"booked, Assigned\"", "'x'", "undefined", "\"open", "\\");

    private static readonly Gen<string> Long = Any.Of(
        $"\"{new string('x', 300)}\"", $"\"{new string('é', 3_000)}\"", Nested(33), Nested(10_001), $"[{string.Join(',', Enumerable.Repeat("1", 500))}]", new string('9', 400));

    /// <summary>What the API wants under a name, where the type does not tell.</summary>
    private static readonly Dictionary<string, Gen<string>> Named = new()
    {
        ["zone"] = Any.Of("\"Europe/Rome\"", "\"Asia/Shanghai\"", "\"Mars/Olympus\""),
        ["currency"] = Any.Of("\"EUR\"", "\"CNY\""),
        ["employeeNumber"] = Gen.Int[0, 9_999].Select(x => Quoted($"H-{x}")),
        ["type"] = Any.Of("\"job_booked\"", "\"role_granted\""),
        ["order"] = Any.Of("\"asc\"", "\"desc\""),
        ["from"] = Any.Of("\"2026-03-02T08:00:00Z\"", "\"2026-03-02T09:00:00+01:00\""),
        ["at"] = Any.Of("\"2026-03-02T08:00:00Z\"", "\"2099-03-02T09:00:00+01:00\""),
        ["email"] = Any.Just("\"anna@example.org\""),
        ["skill"] = Any.Of("\"regular\"", "\"windows\""),
        ["text"] = Any.Of("\"Rossi\"", "\"office\"", "\"via example\"", "\"ada\"", "\"cleo ex\"", "\"+39 0\"", "\"王\"", "\"x\"", "\"--\""),
        ["item"] = Any.Of("\"kitchen\"", "\"windows\"", "\"roof\""),
        ["permission"] = Any.Of([.. Permission.All.Select(Quoted)]),
        ["permissions"] = Any.Of([.. Permission.All.Select(Quoted)]),
        ["latitude"] = Any.Of("44.4938", "-90", "45"),
        ["longitude"] = Any.Of("11.3430", "180", "0"),
    };

    /// <summary>A value for <paramref name="schema"/> as the API wants it.</summary>
    public Gen<Json> Wanted(JsonElement schema, string name, bool isNew = false)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Wanted(document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]), name, isNew);
        if (schema.TryGetProperty("oneOf", out var choices))
            return Any.Of([.. choices.EnumerateArray().Select(x => Wanted(x, name))]).SelectMany(x => x);
        if (schema.TryGetProperty("properties", out var members))
            return Object(schema, members, isNew);
        if (schema.TryGetProperty("items", out var items))
            return Wanted(items, name).List[1, 2].Select(x => (Json)new Json.Items(x));

        return Text(schema, name, isNew).Select(x => (Json)new Json.Leaf(x));
    }

    /// <summary>A value without quotes for a path or a query.</summary>
    public Gen<string> Plain(Parameter parameter) => Text(parameter.Schema, parameter.Name, isNew: false).Select(x => x.Trim('"'));

    /// <summary>One thing done to a body that makes it another: mostly one that the API does not want.</summary>
    public static Gen<Func<Json, Json>> Harm { get; } = Gen.Select(Gen.Int[0, 10_000], Deed, (at, deed) => (Func<Json, Json>)(body => body.With(at % body.Count, deed)));

    private static Gen<Func<Json, Json>> Deed => Any.Weighed(
        (6, Unwanted.Select(x => (Func<Json, Json>)(_ => new Json.Leaf(x)))),
        (1, Long.Select(x => (Func<Json, Json>)(_ => new Json.Leaf(x)))),
        (4, Gen.Int[0, 100].SelectMany(at => Any.Of<Func<Json, Json>>(
            x => OnMembers(x, y => [.. y[..(at % y.Length)], .. y[(at % y.Length + 1)..]]),
            x => OnMembers(x, y => [.. y, y[at % y.Length]]),
            x => OnMembers(x, y => [.. y, ("unknown", new Json.Leaf("1"))]),
            x => OnMembers(x, y => [.. y, ("$type", new Json.Leaf("\"System.Object\""))]),
            x => OnMembers(x, y => [.. y.Select((z, i) => i == at % y.Length ? (z.Name.ToUpperInvariant(), z.Value) : z)]),
            x => new Json.Items([x, x])))));

    private Gen<Json> Object(JsonElement schema, JsonElement members, bool isNew)
    {
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(x => x.GetString()).ToHashSet() : [];
        var all = Any.Just<(string, Json)[]>([]);
        foreach (var (member, index) in members.EnumerateObject().Select((x, i) => (x, i)))
        {
            var value = Wanted(member.Value, member.Name, isNew && index is 0);
            var there = required.Contains(member.Name) ? Any.Just(true) : Gen.Bool;
            all = Gen.Select(all, there, value, (before, isThere, x) => isThere ? [.. before, (member.Name, x)] : before);
        }

        return all.Select(x => (Json)new Json.Members(x));
    }

    private Gen<string> Text(JsonElement schema, string name, bool isNew) => Type(schema) switch
    {
        _ when Named.TryGetValue(name, out var named) => named,
        _ when schema.TryGetProperty("enum", out var values) => Any.Of([.. values.EnumerateArray().Select(x => x.GetRawText())]),
        "uuid" when isNew => Any.Weighed((7, Gen.Guid.Select(x => Quoted(x.ToString()))), (1, Id(name))),
        "uuid" => Id(name),
        "date-time" => Gen.Double[0, 24].Select(x => JsonSerializer.Serialize(Company.At(Math.Round(x * 4) / 4), Person.Json)),
        "date" => Any.Of("\"2026-03-02\"", "\"2026-03-01\"", "\"2026-12-31\""),
        "time" => Any.Of("\"00:00:00\"", "\"08:30:00\"", "\"23:59:59.999\""),
        "integer" or "int32" or "int64" => Any.Of("1", "1", "2", "10", "60"),
        "number" or "double" => Any.Of("0", "1.5"),
        "null" => Any.Just("null"),
        "boolean" => Any.Of("true", "false"),
        _ => Gen.Int[0, 99].Select(x => Quoted($"{name} {x}")),
    };

    private Gen<string> Id(string name) =>
        Any.Weighed((12, Any.Of([.. stage.Named(name).Select(x => Quoted(x.ToString()))])), (1, Any.Of([.. stage.All.Select(x => Quoted(x.ToString()))])));

    private static string Type(JsonElement schema)
    {
        if (schema.TryGetProperty("format", out var format))
            return format.GetString()!;
        if (!schema.TryGetProperty("type", out var type))
            return "any";
        return type.ValueKind is JsonValueKind.Array ? type.EnumerateArray().Last().GetString()! : type.GetString()!;
    }

    private static Json OnMembers(Json json, Func<(string Name, Json Value)[], (string, Json)[]> change) =>
        json is Json.Members { Values: { Count: > 0 } values } ? new Json.Members(change([.. values])) : json;

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private static string Quoted(string text) => $"\"{text}\"";
}
