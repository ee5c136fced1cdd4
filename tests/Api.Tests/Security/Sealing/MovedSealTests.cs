using CleaningEvents.Api.Crm;

namespace CleaningEvents.Tests.Security.Sealing;

/// <summary>Whoever moves what is encrypted, with all rights in the database, makes nothing readable by it.</summary>
public class MovedSealTests(Server server)
{
    private const string Secret = "Erika Mustermann";
    private const string Events = "public.mt_events";
    private const string Documents = "public.mt_doc_customerdetails";
    private const string Registered = "type = 'customer_registered'";

    [Theory]
    [InlineData("the name of another stream", Events, Registered,
        $"jsonb_set(data, '{{name}}', (select data -> 'name' from {Events} where stream_id = $2 and {Registered}))")]
    [InlineData("the name as telephone number", Events, Registered, "jsonb_set(data, '{phone}', data -> 'name')")]
    [InlineData("the name of another type of event", Events, "type = 'contact_changed'",
        $"jsonb_set(data, '{{name}}', (select data -> 'name' from {Events} where stream_id = $1 and {Registered}))")]
    [InlineData("the whole event of another stream", Events, Registered, $"(select data from {Events} where stream_id = $2 and {Registered})")]
    [InlineData("the name of another document", Documents, "true", $"jsonb_set(data, '{{name}}', (select data -> 'name' from {Documents} where id = $2))")]
    [InlineData("the whole of another document", Documents, "true", $"(select data from {Documents} where id = $2)")]
    [InlineData("a name in clear", Events, Registered, "jsonb_set(data, '{name}', '\"Erika Mustermann\"')")]
    public async Task a_seal_does_not_open_elsewhere(string what, string table, string which, string moved)
    {
        var (from, to) = (await Customer(Secret), await Customer("Max Beispiel"));
        (await server.Company.Adviser.Post($"/api/crm/customers/{to}/change-contact", new ChangeContact("Max Neu"))).ShouldBe(204);
        var row = $"{(table is Events ? "stream_id" : "id")} = $1 and {which}";
        var whole = (string)(await server.Rows($"select data::text from {table} where {row}", to)).Single()[0];
        // Names both, whichever it needs.
        await server.Rows($"update {table} set data = {moved} where {row} and $1 <> $2::uuid", to, from);
        try
        {
            var answer = table is Events
                ? await server.Company.Auditor.Get($"/api/audit/streams/{to}/events")
                : await server.Company.Adviser.Get($"/api/crm/customers/{to}");

            answer.ShouldBe(500);
            answer.Body.ShouldContain("urn:cleaning-events:problem:unexpected");
            foreach (var inside in new[] { "   at ", "Exception", "System.", "select ", ".cs" })
                answer.Body.ShouldNotContain(inside, customMessage: what);
            answer.Body.ShouldNotContain(Secret, customMessage: what);
            (await server.Company.Adviser.Get($"/api/crm/customers/{from}")).ShouldBe(200).Body.ShouldContain(Secret);
        }
        finally
        {
            await server.Rows($"update {table} set data = $2::jsonb where {row}", to, whole);
        }
    }

    private async Task<Guid> Customer(string name)
    {
        var customer = new RegisterCustomer(Guid.CreateVersion7(), server.Company.BranchId, name);
        (await server.Company.Adviser.Post("/api/crm/customers", customer)).ShouldBe(201);
        return customer.CustomerId;
    }
}
