using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CleaningEvents.Tests.Http;

/// <summary>The HTTP contract is valid, and an approved file: nobody changes it without noticing.</summary>
public class ContractTests(Server server)
{
    private const string Approval = "APPROVE_CONTRACT";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_http_contract_is_the_approved_one()
    {
        var contract = Normalised(await Document());
        var file = ApprovedFile();
        if (Environment.GetEnvironmentVariable(Approval) is "1")
            await File.WriteAllTextAsync(file, contract, Cancelled);

        var hint = $"The contract changed. If it was meant to, run this test with {Approval}=1 and commit {Path.GetFileName(file)}.";
        (await File.ReadAllTextAsync(file, Cancelled)).ShouldBe(contract, hint);
    }

    [Fact]
    public async Task the_document_is_valid_open_api_3_1()
    {
        var read = OpenApiDocument.Parse(await Document(), "json");

        read.Diagnostic!.SpecificationVersion.ShouldBe(OpenApiSpecVersion.OpenApi3_1);
        read.Diagnostic.Errors.ShouldBeEmpty();
        read.Diagnostic.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task every_operation_can_be_told_from_others_and_used_from_its_words()
    {
        var document = OpenApiDocument.Parse(await Document(), "json").Document!;
        var operations = document.Paths.SelectMany(x => x.Value.Operations!.Values).ToList();

        operations.GroupBy(x => x.OperationId).Where(x => x.Count() > 1 || x.Key is null).Select(x => x.Key).ShouldBeEmpty();
        operations.Where(x => x.Summary?.EndsWith('.') is not true).Select(x => x.OperationId).ShouldBeEmpty("A summary is a sentence.");
        operations.SelectMany(x => x.Parameters ?? []).Where(x => string.IsNullOrWhiteSpace(x.Description)).Select(x => x.Name).ShouldBeEmpty();
        operations.Where(x => x.Responses!.Any(y => y.Key[0] is '4' or '5' && y.Value.Content?.Keys.SequenceEqual(["application/problem+json"]) is not true))
            .Select(x => x.OperationId).ShouldBeEmpty("Every problem has its schema.");
    }

    [Fact]
    public async Task every_operation_that_is_not_open_to_everybody_wants_a_token()
    {
        var document = OpenApiDocument.Parse(await Document(), "json").Document!;

        document.Components!.SecuritySchemes!.ShouldNotBeEmpty();
        document.Paths.SelectMany(x => x.Value.Operations!.Values).Where(x => x.Responses!.ContainsKey("401") && x.Security is not { Count: > 0 })
            .Select(x => x.OperationId).ShouldBeEmpty();
    }

    private async Task<string> Document()
    {
        using var client = server.Client();
        return await client.GetStringAsync("/swagger/v1/swagger.json", Cancelled);
    }

    /// <summary>The document with its members in alphabetical order, so that only a change of meaning is a difference.</summary>
    private static string Normalised(string json) => Sorted(JsonNode.Parse(json))!.ToJsonString(Readable) + "\n";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => KeyValuePair.Create(x.Key, Sorted(x.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static string ApprovedFile([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "openapi.approved.json");
}
