namespace CleaningEvents.Reliability.Erasure;

/// <summary>B5: whoever moves what is encrypted, with all rights in the database, makes nothing readable by it.</summary>
public static class MovedSeals
{
    private const string Secret = "Erika Mustermann";
    private const string Registered = "type = 'customer_registered'";

    public static async Task<IReadOnlyList<Finding>> Check(Installation installation, CancellationToken cancelled)
    {
        var node = await installation.Start(cancelled);
        var (from, _) = await node.Register(installation.BranchId, Secret, cancelled);
        var (to, _) = await node.Register(installation.BranchId, "Max Beispiel", cancelled);
        (await node.Adviser.Tell($"{Node.PathOf(to)}/change-contact", new Api.Crm.ChangeContact("Max Neu"), cancelled)).Expect(204);
        var (history, shown) = ($"/api/audit/streams/{to}/events", Node.PathOf(to));

        const string events = "public.mt_events", documents = "public.mt_doc_customerdetails";
        var source = $"(select data from {events} where stream_id = $2 and {Registered})";
        (string Done, string Address, string Table, string Change, string Where)[] moves =
        [
            ("a name moved to another stream", history, events, $"jsonb_set(data, '{{name}}', {source} -> 'name')", $"stream_id = $1 and {Registered}"),
            ("a name moved to the telephone number of the same event", history, events, "jsonb_set(data, '{phone}', data -> 'name')", $"stream_id = $1 and {Registered}"),
            ("a name moved to another type of event of the same stream", history, events,
                $"jsonb_set(data, '{{name}}', (select data -> 'name' from {events} where stream_id = $1 and {Registered}))", "stream_id = $1 and type = 'contact_changed'"),
            ("a whole event's payload moved to another stream", history, events, source, $"stream_id = $1 and {Registered}"),
            ("a name moved to another document", shown, documents, $"jsonb_set(data, '{{name}}', (select data -> 'name' from {documents} where id = $2))", "id = $1"),
            ("a whole document moved under another id", shown, documents, $"(select data from {documents} where id = $2)", "id = $1"),
            ("a name of an event moved to a document of its customer", shown, documents,
                $"jsonb_set(data, '{{name}}', (select data -> 'name' from {events} where stream_id = $1 and {Registered}))", "id = $1"),
            ("a clear name put among encrypted ones", history, events, "jsonb_set(data, '{name}', '\"Mallory\"')", $"stream_id = $1 and {Registered}"),
        ];
        List<Finding> findings = [];
        foreach (var (done, address, table, change, where) in moves)
            findings.Add(await Move(installation, node, (from, to), done, address, (table, change, where), cancelled));
        return findings;
    }

    private static async Task<Finding> Move(
        Installation installation, Node node, (Guid From, Guid To) customers, string done, string address,
        (string Table, string Change, string Where) move, CancellationToken cancelled)
    {
        var before = (await installation.EventRows($"select data::text from {move.Table} where {move.Where}", cancelled, customers.To)).Single();
        var logged = (await node.Log(cancelled)).Length;
        object[] both = $"{move.Change}{move.Where}".Contains("$2", StringComparison.Ordinal) ? [customers.To, customers.From] : [customers.To];
        await installation.EventRows($"update {move.Table} set data = {move.Change} where {move.Where}", cancelled, both);

        var answer = await (address.StartsWith("/api/audit", StringComparison.Ordinal) ? node.Auditor : node.Adviser).Ask(address, cancelled);
        var other = await node.Adviser.Ask(Node.PathOf(customers.From), cancelled);
        var itself = await node.Auditor.Ask($"/api/audit/streams/{customers.From}/events", cancelled);
        var isLogged = (await node.Log(cancelled))[logged..].Contains("protected value does not open", StringComparison.Ordinal);
        await installation.EventRows($"update {move.Table} set data = '{before}'::jsonb where {move.Where}", cancelled, customers.To);

        var isClosed = answer.Status is not 200 && !answer.Body.Contains(Secret, StringComparison.Ordinal) && !answer.Body.Contains("Mallory", StringComparison.Ordinal);
        return new Finding(
            "B5", done,
            $"{answer.Status}, {(isClosed ? "nothing shown" : "SHOWN")}; {(isLogged ? "error logged" : "NOT logged")}; other reads {other.Status} and {itself.Status}",
            "not 200, nothing shown, logged, other reads 200", isClosed && isLogged && other.Status is 200 && itself.Status is 200);
    }
}
