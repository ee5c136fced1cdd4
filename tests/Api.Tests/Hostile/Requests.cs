using System.Text;
using System.Text.Json;
using CsCheck;
using Headers = System.Collections.Generic.IReadOnlyList<(string Name, string Value)>;

namespace CleaningEvents.Tests.Hostile;

/// <summary>Requests for an operation: some right, most wrong in one place, some wrong in many.</summary>
public sealed class Requests(JsonElement document, Stage stage)
{
    private readonly Values values = new(document, stage);

    private static readonly Gen<string> Strange = Any.Of(
        "", " ", "abc", "-1", "0", "1e5", "99999999999999999999", "9223372036854775807", "null", "true", "\0", "..", "../..", "a/b", "👩‍🚒", "مرحبا", "'; drop table mt_events; --",
        "00000000-0000-0000-0000-000000000000", "{00000000-0000-0000-0000-000000000001}", "00000000000000000000000000000001", "2026-02-30", "0001-01-01",
        "9999-12-31", "2026-03-02T10:00:00Z", new string('x', 300), new string('7', 10_000));

    // Others mean another address, or never get as far as the API.
    private static readonly Gen<string> StrangeId = Strange.Where(x => x is not ("" or " " or ".." or "../.." or "\0"));

    public Gen<HostileRequest> For(Operation operation) => Gen.Select(
        Who(operation), Method(operation), Url(operation), HeadersOf(operation), operation.Body is { } schema ? Bodies(schema, operation.IsStart) : NoBody,
        (caller, method, url, headers, body) => new HostileRequest(operation, caller, method, url, headers, body));

    private Gen<Caller> Who(Operation operation)
    {
        var anybody = Any.Of([.. stage.Callers]);
        Caller[] permitted = [.. stage.Callers.Where(x => operation.Permission is { } needed && x.Permissions.Contains(needed))];
        return permitted is [] ? anybody : Any.Weighed((3, Any.Of(permitted)), (1, anybody));
    }

    private Gen<string> Method(Operation operation)
    {
        string[] others = [.. new[] { "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW" }.Where(x => !IsKnown(operation.Path, x))];
        return Any.Weighed((39, Any.Just(operation.Method)), (1, Any.Of(others)));
    }

    private bool IsKnown(string path, string method) => document.GetProperty("paths").GetProperty(path).TryGetProperty(method.ToLowerInvariant(), out _);

    private Gen<string> Url(Operation operation)
    {
        var url = Any.Just(operation.Path);
        foreach (var parameter in operation.Parameters.Where(x => x.In is "path"))
            url = Gen.Select(url, Any.Weighed((12, values.Plain(parameter)), (1, StrangeId)),
                (path, value) => path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(value)));
        var query = Any.Just("?");
        Parameter[] asked = [.. operation.Parameters.Where(x => x.In is "query")];
        foreach (var parameter in asked)
            query = Gen.Select(query, QueryPart(parameter, asked.Length), (before, part) => before + part);

        return Gen.Select(url, query, Any.Weighed((20, Any.Just("")), (3, Any.Of("unknown=1&", "%00=%ff&", "&&==&"))), (path, parts, rest) =>
            (path + parts + rest).TrimEnd('&', '?'));
    }

    /// <summary>One of <paramref name="asked"/> parameters; the more there are, the rarer each is wrong, so that some questions are right.</summary>
    private Gen<string> QueryPart(Parameter parameter, int asked)
    {
        var right = values.Plain(parameter).Select(x => $"{parameter.Name}={Uri.EscapeDataString(x)}&");
        var wrong = Strange.Select(x => $"{parameter.Name}={Uri.EscapeDataString(x)}&");
        return Any.Weighed((4 + 4 * asked, right), (asked, Any.Just("")), (2, wrong), (1, Gen.Select(right, wrong, (x, y) => x + y)), (1, Any.Just($"{parameter.Name}=%ff%fe%c0%80&")));
    }

    private static Gen<Headers> HeadersOf(Operation operation) => Gen.Select(
        Key(operation), IfMatch(operation), Accept, Rarely("Accept-Language", "zh-CN", "xx", "zh;q=9, *;q=x", new string('z', 500)),
        Rarely("If-None-Match", "\"1\"", "\"3\"", "*", "\"", "W/\"2\""), Rarely("X-Channel", "web", "mobile", "import", "é"), Rarely("X-Purpose", "Audit", "audit", "7", "Audit, Security", "é"),
        Headers (key, seen, accept, language, known, channel, purpose) => [.. key, .. seen, .. accept, .. language, .. known, .. channel, .. purpose]);

    private static Gen<Headers> Key(Operation operation) => !operation.IsCommand
        ? Any.Just<Headers>([])
        : Any.Weighed(
            (16, Gen.Guid.Select(x => x.ToString())), (3, Any.Of("key-1", "key-2", "key-3")),
            (2, Any.Of("", " ", "two words", new string('k', 100), new string('k', 101), new string('k', 10_000), "ключ", "key\u0001", "é", "👍", "a,b")))
            .Select<string, Headers>(x => [("Idempotency-Key", x)]);

    private static Gen<Headers> IfMatch(Operation operation) => !operation.IsCommand
        ? Any.Just<Headers>([])
        : Any.Weighed(
            (16, Any.Just("*")), (4, Any.Of("\"1\"", "\"2\"")),
            (8, Any.Of("\"0\"", "\"99999999999999999999\"", "W/\"1\"", "1", "\"", "", "\"1\", \"2\"", "é", "**", new string('"', 5_000))))
            .Select<string, Headers>(x => x is "" ? [] : [("If-Match", x)]);

    private static Gen<Headers> Accept => Rarely(
        "Accept", "application/json", "text/html", "application/xml", "*/*", ";;", "application/json;q=0", "image/*", "application/problem+json", new string('a', 2_000));

    private static Gen<Headers> Rarely(string name, params string[] few) =>
        Any.Weighed((12, Any.Just<Headers>([])), (1, Any.Of(few).Select<string, Headers>(x => [(name, x)])));

    private static Gen<Body?> NoBody => Any.Weighed((20, Any.Just<Body?>(null)), (1, Any.Just<Body?>(new Body("{}"u8.ToArray()))));

    private Gen<Body?> Bodies(JsonElement schema, bool isStart)
    {
        var right = values.Wanted(schema, "", isStart);
        var wrong = Gen.Select(right, Values.Harm.List[1, 3], (body, harms) => harms.Aggregate(body, (x, harm) => harm(x)));
        return Any.Weighed(
            (12, right.Select(x => new Body(Encoding.UTF8.GetBytes(x.ToString())))),
            (14, wrong.Select(x => new Body(Encoding.UTF8.GetBytes(x.ToString())))),
            (2, Gen.Select(right, Gen.Int[0, 1_000], Cut)),
            (2, Values.Unwanted.Select(x => new Body(Encoding.UTF8.GetBytes(x)))),
            (6, Gen.Select(right, Any.Of(Disguises), (x, disguise) => disguise(x.ToString())))).Select(x => (Body?)x);
    }

    private static Body Cut(Json body, int at)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToString());
        return new Body(bytes[..(at % bytes.Length)]);
    }

    /// <summary>The right words in a wrong form.</summary>
    private static readonly Func<string, Body>[] Disguises =
    [
        x => new(Encoding.Unicode.GetBytes(x), "application/json; charset=utf-16"),
        x => new(Encoding.Unicode.GetBytes(x)),
        x => new(Encoding.UTF8.GetBytes(x), "application/json; charset=utf-16"),
        x => new([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(x)]),
        x => new(Encoding.Latin1.GetBytes(x.Replace("Example", "\u00e9\u00ff")), "application/json; charset=latin1"),
        x => new(Encoding.UTF8.GetBytes(x), ContentEncoding: "gzip"),
        x => new(Encoding.UTF8.GetBytes(x), ContentEncoding: "identity"),
        x => new(Encoding.UTF8.GetBytes(x), "text/plain"),
        x => new(Encoding.UTF8.GetBytes(x), "application/xml"),
        x => new(Encoding.UTF8.GetBytes(x), "multipart/form-data"),
        x => new(Encoding.UTF8.GetBytes(x), "application/x-www-form-urlencoded"),
        x => new(Encoding.UTF8.GetBytes(x), "application/jsonx"),
        x => new(Encoding.UTF8.GetBytes(x), ";;"),
        x => new(Encoding.UTF8.GetBytes(x), ContentType: null),
        x => new(Encoding.UTF8.GetBytes(x), IsMeasured: false),
        x => new(Encoding.UTF8.GetBytes(x + x)),
        x => new(Encoding.UTF8.GetBytes(x + "\0")),
        x => new(Encoding.UTF8.GetBytes(x + new string(' ', 2_000_000))),
        x => new(Encoding.UTF8.GetBytes(x + new string(' ', 2_000_000)), IsMeasured: false),
        x => new(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 10_001)) + x)),
        _ => new([]),
        _ => new([0xFF, 0xFE, 0x00]),
    ];
}
