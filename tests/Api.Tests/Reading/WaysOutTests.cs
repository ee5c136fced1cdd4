using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using CleaningEvents.Api.Audit;
using CleaningEvents.Api.Governance;
using CleaningEvents.Api.Http.Reading;
using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Domain;
using CleaningEvents.Projections;
using CleaningEvents.Tests.Hostile;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CleaningEvents.Tests.Reading;

/// <summary>Nothing protected leaves by a way on which nobody records it. A failure names every offender.</summary>
public partial class WaysOutTests(Server server)
{
    private JsonSerializerOptions Wire => server.Host.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    private IEnumerable<Endpoint> Endpoints => server.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    public static TheoryData<Type> Records => [.. Catalogue.Documents.Select(x => x.Model).Concat(Vocabulary.Events).Where(x => Shape.Of(x) is not null)];

    [Theory]
    [MemberData(nameof(Records))]
    public void without_a_look_no_protected_member_is_written(Type record)
    {
        foreach (var options in new[] { Wire, WireJson.Options })
            foreach (var member in Member.PropertiesOf(record).Where(x => Member.Mark<ProtectedAttribute>(x) is not null && Member.Mark<SecretAttribute>(x) is null))
            {
                var written = options.GetTypeInfo(record).Properties.Single(x => x.Name == Member.InJson(member.Name));
                Should.Throw<InvalidOperationException>(() => written.Get!(With(record, member)), $"{record.Name}.{member.Name}");
            }
    }

    [Fact]
    public void every_answer_that_repeats_a_protected_member_says_whose_it_is() =>
        new Showings(Endpoints).Answers.Distinct().SelectMany(x => Member.Of(x).Select(y => y.Around[^1])).Distinct()
            .Where(x => Fault(x) is not null).Select(x => Fault(x)).ShouldBeEmpty();

    [Fact]
    public void only_the_disclosure_of_a_subject_is_recorded_otherwise() =>
        Endpoints.Where(x => x.Metadata.GetMetadata<RecordedOtherwiseAttribute>() is not null).Cast<RouteEndpoint>().Select(x => x.RoutePattern.RawText)
            .ShouldBe(["/api/governance/subjects/{subjectId}/data"]);

    /// <summary>Options of one's own would tell no look; a body written by hand passes JSON by. Of these, one reads a file of ours and one is a client.</summary>
    [Fact]
    public void answers_are_written_by_the_one_json_alone() =>
        Sources().Where(x => OwnWay().IsMatch(x.Text)).Select(x => x.Name).ShouldBe(
            ["HtmlPage.cs", "StandardCourse.cs", "SubjectDataPage.cs", "WireJson.cs", "Voice.cs"], ignoreOrder: true);

    /// <summary>Addresses stand in logs and histories: in them are ids, days, instants and words from lists.</summary>
    [Fact]
    public async Task no_address_holds_words_about_people()
    {
        using var contract = JsonDocument.Parse(await server.Client().GetStringAsync("/swagger/v1/swagger.json", TestContext.Current.CancellationToken));

        Operation.Of(contract.RootElement).SelectMany(x => x.Parameters).Where(x => x.In is "path" or "query" && IsFreeText(x.Schema)).Select(x => x.Name).Distinct()
            .ShouldBe(["at", "command", "correlation", "from", "order", "permission", "rule", "to", "type"], ignoreOrder: true);
    }

    private static bool IsFreeText(JsonElement schema) =>
        schema.TryGetProperty("type", out var type) && $"{type}".Contains("string", StringComparison.Ordinal)
        && !schema.TryGetProperty("format", out _) && !schema.TryGetProperty("enum", out _);

    private string? Fault(Type answer)
    {
        try
        {
            _ = Wire.GetTypeInfo(answer).Kind is JsonTypeInfoKind.Object;
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    private static object With(Type record, System.Reflection.PropertyInfo member)
    {
        var made = RuntimeHelpers.GetUninitializedObject(record);
        member.SetValue(made, member.PropertyType == typeof(string) ? "x" : new GeoPoint(1, 1));
        return made;
    }

    private static IEnumerable<(string Name, string Text)> Sources([CallerFilePath] string here = "") =>
        Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src", "Api"), "*.cs", SearchOption.AllDirectories)
            .Where(x => !x.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")).Select(x => (Path.GetFileName(x), File.ReadAllText(x)));

    [GeneratedRegex(@"new JsonSerializerOptions|esponse\.WriteAsync|esponse\.Body\.Write|esponse\.BodyWriter|Results\.(Text|Content|Bytes|File|Stream|Json)\b")]
    private static partial Regex OwnWay();
}
