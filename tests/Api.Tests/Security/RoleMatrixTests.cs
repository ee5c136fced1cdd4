using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Tests.Hostile;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CleaningEvents.Tests.Security;

/// <summary>
/// Who is let in where, as it really comes back over HTTP: every endpoint is called by everybody. What is asked for need not exist, so that a
/// permitted caller may get 404 or 409; only 401 and 403 keep out. The matrix is an approved file: nobody opens a door without noticing.
/// </summary>
public partial class RoleMatrixTests(Server server)
{
    private const string Approval = "APPROVE_CONTRACT";
    private const string LetIn = "yes";

    private static readonly string[] Positions = [.. Domain.Access.Positions.Roles.Keys.Order(StringComparer.Ordinal)];
    private static readonly string[] Columns = ["anonymous", "no role", .. Positions];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task everybody_is_let_in_where_the_approved_matrix_says_and_the_endpoint_declares()
    {
        server.Clock.TurnTo(Company.At(10));
        var callers = await Callers();
        var requests = await Requests();
        List<string> rows = [], faults = [];
        foreach (var endpoint in Endpoints())
        {
            var cells = await Cells(endpoint, requests, callers);
            rows.Add($"{endpoint.Name,-85} | {Declared(endpoint.Metadata),-34} | {string.Join(' ', cells.Select((x, i) => x.PadRight(3)))}".TrimEnd());
            if (endpoint.Name.Contains("/api/"))
                faults.AddRange(Columns.Where((x, i) => cells[i] != Expected(endpoint.Metadata, x)).Select(x => $"{x}: {rows[^1]}"));
        }

        string[] matrix = [.. Columns.Select((x, i) => $"# {i + 1} {x}"), .. rows];
        if (Environment.GetEnvironmentVariable(Approval) is "1")
            await File.WriteAllLinesAsync(ApprovedFile(), matrix, Cancelled);

        faults.ShouldBeEmpty("What came back is not what the endpoint declares.");
        var approved = await File.ReadAllLinesAsync(ApprovedFile(), Cancelled);
        matrix.Except(approved).Select(x => "now: " + x).Concat(approved.Except(matrix).Select(x => "approved: " + x))
            .ShouldBeEmpty($"Who is let in where changed. If it was meant to, run this test with {Approval}=1 and commit the file.");
    }

    private IEnumerable<(string Name, string Method, string Path, EndpointMetadataCollection Metadata)> Endpoints() =>
        from endpoint in server.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        let path = "/" + Constraint().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "{$1}")
        orderby path, method
        select ($"{method,-4} {path}", method, path, endpoint.Metadata);

    private Task<string[]> Cells(
        (string Name, string Method, string Path, EndpointMetadataCollection Metadata) endpoint, Dictionary<(string, string), Asked> requests, string?[] callers)
    {
        var asked = requests.GetValueOrDefault((endpoint.Method, endpoint.Path)) ?? new Asked(Filled(endpoint.Path), Body: null);
        return Task.WhenAll(callers.Select(x => Cell(endpoint.Method, asked, x)));
    }

    private async Task<string> Cell(string method, Asked asked, string? token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), asked.Url) { Content = asked.Body is { } body ? JsonContent.Create(body) : null };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        request.Headers.TryAddWithoutValidation("If-Match", "\"999\"");
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        using var client = server.Client();
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        ((int)answer.StatusCode).ShouldBeLessThan(500, $"{method} {asked.Url}");
        return (int)answer.StatusCode is 401 or 403 ? $"{(int)answer.StatusCode}" : LetIn;
    }

    /// <summary>Tokens, in the order of the columns; null for who has none.</summary>
    private async Task<string?[]> Callers()
    {
        List<string?> tokens = [null];
        var nobody = Guid.CreateVersion7();
        await server.Given<Account>(nobody, new AccountOpened(nobody, $"M{nobody:N}"[..20], $"ID{nobody:N}", "Noa Example", Company.Trainee, server.Company.BranchId));
        await server.Company.Train(nobody);
        tokens.Add(server.TokenOf(nobody));
        foreach (var position in Positions)
            tokens.Add(server.TokenOf((await server.Company.Employ(position, Scope.Company)).AccountId));
        return [.. tokens];
    }

    /// <summary>For each operation of the OpenAPI document a request of the right shape.</summary>
    private async Task<Dictionary<(string Method, string Path), Asked>> Requests()
    {
        using var document = JsonDocument.Parse(await server.Client().GetStringAsync("/swagger/v1/swagger.json", Cancelled));
        var paths = document.RootElement.GetProperty("paths");
        return Operation.Of(document.RootElement).ToDictionary(x => (x.Method, x.Path), x => new Asked(
            Filled(x.Path) + Query(x), x.Body is null ? null : Example(paths.GetProperty(x.Path).GetProperty(x.Method.ToLowerInvariant()))));
    }

    private static JsonElement? Example(JsonElement operation) =>
        operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("example").Clone();

    private static string Query(Operation operation) =>
        "?" + string.Join('&', operation.Parameters.Where(x => x.In is "query").Select(x => (x.Name, Value: ValueOf(x.Schema))).Where(x => x.Value is not null)
            .Select(x => $"{x.Name}={x.Value}"));

    private static string? ValueOf(JsonElement schema) => schema.TryGetProperty("format", out var format) ? format.GetString() switch
    {
        "uuid" => "01980000-0000-7000-8000-0000000000ff",
        "date" => "2026-03-02",
        _ => null,
    } : null;

    private static string Filled(string path) => Parameter().Replace(path, "01980000-0000-7000-8000-0000000000ff");

    private static string Declared(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<PermissionAttribute>()?.Name ?? (metadata.GetMetadata<OpenToEmployeesAttribute>() is not null ? "every employee" : "everybody");

    private static string Expected(EndpointMetadataCollection metadata, string column) => (Declared(metadata), column) switch
    {
        ("everybody", _) => LetIn,
        (_, "anonymous") => "401",
        ("every employee", _) => LetIn,
        var (permission, _) => Domain.Access.Positions.Roles.TryGetValue(column, out var allowed) && allowed.Contains(permission) ? LetIn : "403",
    };

    private static string ApprovedFile([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "role-matrix.approved.txt");

    [GeneratedRegex(@"\{\*{0,2}([^}:]+)[^}]*\}")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    private sealed record Asked(string Url, JsonElement? Body);
}
