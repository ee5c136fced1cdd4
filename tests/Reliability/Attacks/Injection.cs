using System.Text.Json;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Reliability.Attacks;

/// <summary>D12: sqlmap tries every operation of the OpenAPI document, with the rights to use it; and a door left open on purpose, which it must find.</summary>
public static class Injection
{
    public static async Task<IReadOnlyList<Finding>> Check(Installation installation, CancellationToken cancelled)
    {
        if (!await Sqlmap.IsInstalled(cancelled))
            return [new("D12", "sqlmap", "not installed: apt-get install sqlmap", "installed", Passed: false)];

        var node = await installation.Start(cancelled);
        await node.Register(installation.BranchId, "Rossi & Co", cancelled);
        await using var relay = await Relay.To(node, installation, cancelled);
        var control = await Sqlmap.Try(relay.OpenDoor, body: null, cancelled);

        using var document = JsonDocument.Parse((await node.As(Positions.Dispatcher).Ask("/swagger/v1/swagger.json", cancelled)).Expect(200).Body);
        var targets = Target.In(document.RootElement).ToList();
        List<string> injectable = [];
        foreach (var target in targets)
        {
            await Console.Error.WriteLineAsync($"  {target.Name}");
            if (await Sqlmap.Try(relay.Address(target), target.Body, cancelled) is not Sqlmap.Outcome.Safe and var outcome)
                injectable.Add($"{target.Name}: {outcome}");
        }

        return
        [
            new("D12", $"sqlmap on the parameters and bodies of {targets.Count} operations, {relay.Requests} requests",
                injectable is [] ? "no injection" : string.Join("; ", injectable), "no injection", injectable is []),
            new("D12", "answers of 5xx meanwhile", $"{relay.Failures}", "0", relay.Failures is 0),
            new("D12", "control: a statement put together from what was asked", $"{control}", $"{Sqlmap.Outcome.Injectable}", control is Sqlmap.Outcome.Injectable),
        ];
    }
}

/// <summary>An operation with values that are right, or nearly.</summary>
/// <param name="Name">Its id in the document.</param>
/// <param name="Permission">What it asks for; null where it asks for none.</param>
/// <param name="Path">With values in the place of its parameters; those of the path are marked with a star for sqlmap.</param>
/// <param name="Body">The example of the document; null where it reads none.</param>
public sealed record Target(string Name, string? Permission, string Path, string? Body)
{
    private const string SomeId = "01980000-0000-7000-8000-000000000001";

    /// <summary>Every operation that takes something.</summary>
    public static IEnumerable<Target> In(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        let target = Of(path.Name, operation.Value)
        where target.Body is not null || target.Path.Contains('?') || target.Path.Contains('*')
        select target;

    private static Target Of(string path, JsonElement operation)
    {
        List<string> query = [];
        foreach (var parameter in operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray().ToArray() : [])
        {
            var (name, place) = (parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString());
            if (place is "path")
                path = path.Replace($"{{{name}}}", $"{SomeId}*", StringComparison.Ordinal);
            else if (place is "query")
                query.Add($"{name}={Example(name, parameter.GetProperty("schema"))}");
        }

        var body = operation.TryGetProperty("requestBody", out var request) ? request.GetProperty("content").GetProperty("application/json").GetProperty("example").GetRawText() : null;
        return new Target(
            operation.GetProperty("operationId").GetString()!, PermissionIn(operation), query is [] ? path : $"{path}?{string.Join('&', query)}", body);
    }

    private static string Example(string name, JsonElement schema) => (name, schema.TryGetProperty("format", out var format) ? format.GetString() : null) switch
    {
        (_, "uuid") => SomeId,
        (_, "date") => "2026-03-02",
        (_, "int32" or "int64") => "1",
        ("order", _) => "asc",
        ("from" or "to" or "at", _) => "2026-03-02T08:00:00Z",
        _ => "job_booked",
    };

    private static string? PermissionIn(JsonElement operation) =>
        operation.TryGetProperty("description", out var words) && words.GetString()!.Split("Needs the permission `") is [_, var rest, ..] ? rest.Split('`')[0] : null;
}
