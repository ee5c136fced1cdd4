using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CleaningEvents.Api.Governance;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Domain;
using CleaningEvents.Projections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CleaningEvents.Tests.Governance;

/// <summary>The data catalogue is complete, and an approved file: nobody stores or shows personal data elsewhere without noticing.</summary>
public class DataCatalogueTests(Server server)
{
    private const string Approval = "APPROVE_CONTRACT";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task the_data_catalogue_is_the_approved_one()
    {
        var catalogue = JsonNode.Parse((await Read()).Body)!.ToJsonString(Readable) + "\n";
        var file = ApprovedFile();
        if (Environment.GetEnvironmentVariable(Approval) is "1")
            await File.WriteAllTextAsync(file, catalogue, Cancelled);

        var hint = $"What is stored or shown of whom changed. If it was meant to, run this test with {Approval}=1 and commit {Path.GetFileName(file)}.";
        (await File.ReadAllTextAsync(file, Cancelled)).ShouldBe(catalogue, hint);
    }

    [Fact]
    public async Task a_value_is_followed_from_the_event_to_every_place_that_shows_it()
    {
        var catalogue = (await Read()).Read<DataCatalogue>();

        var address = catalogue.Protected.Single(x => (x.In, x.Member) == ("SiteRegistered", "address"));
        address.ReadModels.ShouldBe(["SiteDetails.address"]);
        address.Subject.ShouldBe("customerId");
        Shown("SiteDetails", "address").ShouldBe([.. Anything, "/api/crm/customers/{customerId}", "/api/crm/sites", "/api/crm/sites/{siteId}", "/api/crm/sites/search", "/api/dispatch/cleaners/{cleanerId}/day"], ignoreOrder: true);
        Shown("SiteDetails", "name").ShouldContain("/api/dispatch/board");
        Shown("JobDetails", "checklist[].note").ShouldBe([.. Anything, "/api/dispatch/cleaners/{cleanerId}/day", "/api/dispatch/jobs/{jobId}"], ignoreOrder: true);
        Shown("SignInRecorded", "origin").ShouldBe([.. Anything.Except(["/api/audit/streams/{streamId}/state"])], ignoreOrder: true);
        catalogue.Protected.Single(x => (x.In, x.Member) == ("CleanerCheckedIn", "place")).KeptFor.LongestAgeDays.ShouldBe(30);

        IReadOnlyList<string> Shown(string type, string member) => catalogue.Protected.Single(x => (x.In, x.Member) == (type, member)).ShownBy;
    }

    [Fact]
    public void every_text_and_place_of_an_answer_says_what_it_shows() => Answers()
        .Where(x => Member.ElementOf(x.Property.PropertyType) == typeof(JsonElement) || x.IsTelling)
        .Where(x => x.Plain is null && Member.Mark<ShowsAttribute>(x.Property) is null && Member.Mark<ShowsEventsAttribute>(x.Property) is null
            && Member.Mark<ShowsModelsAttribute>(x.Property) is null)
        .Select(x => $"{x.Around[0].Name}.{x.Path}").ShouldBeEmpty();

    [Fact]
    public void what_an_answer_shows_is_there() => Answers().Select(x => Member.Mark<ShowsAttribute>(x.Property)).OfType<ShowsAttribute>()
        .Where(x => x.Model.GetProperty(x.Member) is null || (Catalogue.Documents.All(y => y.Model != x.Model) && !Vocabulary.Events.Contains(x.Model)))
        .Select(x => $"{x.Model.Name}.{x.Member}").ShouldBeEmpty();

    [Fact]
    public async Task every_column_beside_the_event_store_that_could_tell_of_a_person_says_why_it_does_not()
    {
        var columns = (await server.Rows(
            """
            select table_schema || '.' || table_name, column_name::text from information_schema.columns
            where table_schema not in ('information_schema', 'pg_catalog', 'wolverine', 'watch') and table_schema not like 'pg\_%'
              and table_name not like 'mt\_%' and table_name not like 'wolverine\_%'
              and data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'xml', 'bytea', 'ARRAY', 'USER-DEFINED',
                                'numeric', 'real', 'double precision', 'point', 'inet', 'cidr')
            """)).Select(x => (Table: (string)x[0], Column: (string)x[1])).ToList();

        columns.Where(x => PlainColumns.ReasonFor(x.Table, x.Column) is null).ShouldBeEmpty();
        PlainColumns.Reasons.Keys.Except(columns.SelectMany(x => new[] { $"{x.Table}.{x.Column}", $"{x.Table}.*" })).ShouldBeEmpty("A reason for nothing.");
    }

    [Fact]
    public async Task the_catalogue_needs_its_permission() =>
        (await server.Company.Dispatcher.Get("/api/governance/data-catalogue")).ShouldBe(403);

    /// <summary>Questions that show read models of every kind.</summary>
    private static readonly string[] Anything = ["/api/audit/streams/{streamId}/events", "/api/audit/streams/{streamId}/state", "/api/audit/events", "/api/audit/records/{recordId}/accesses", "/api/audit/accounts/{accountId}/accesses", "/api/governance/subjects/{subjectId}/data"];

    /// <summary>Members of answers that are not inside a read model. The catalogue itself tells of types alone.</summary>
    private IEnumerable<Member> Answers() => new Showings(server.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints).Answers.Distinct()
        .Where(x => x != typeof(DataCatalogue)).SelectMany(Member.Of).Where(x => Catalogue.Documents.All(y => !x.Around.Contains(y.Model)));

    private async Task<Answer> Read() => (await server.Company.Auditor.Get("/api/governance/data-catalogue")).ShouldBe(200);

    private static string ApprovedFile([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "data-catalogue.approved.json");
}
