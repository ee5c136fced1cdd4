using CleaningEvents.Projections;
using CleaningEvents.Projections.Search;
using NpgsqlTypes;

namespace CleaningEvents.Api.Http;

/// <summary>What the blind index is asked: the records of a model of which any field has the tokens of the text.</summary>
public sealed class BlindQuestion(Search search, IReadOnlyList<SearchableField> fields, Blinding blind)
{
    private readonly (SearchableField Field, IReadOnlyList<string> Terms)[] asked =
        [.. fields.Select(x => (x, Terms.AskedBy(search.Text, x.Kind, search.Exact))).Where(x => x.Item2.Count > 0)];

    /// <summary>Whether the text says too little for any of the fields.</summary>
    public bool IsEmpty => asked is [];

    /// <summary>The first ids in order, at most <paramref name="limit"/>; some may be told by the tokens of another field, or cut short.</summary>
    public async Task<List<Guid>> Ask(Guid[]? branches, int limit, Reads reads)
    {
        // A token belongs to one field: it need not be said again which.
        var conditions = asked.Select((x, i) => $"tokens {(x.Field.Kind is SearchKind.Phone ? "&&" : "@>")} ${5 + i}");
        await using var command = reads.Database.CreateCommand(
            $"""
            select distinct record_id from public.blind_index
            where model = $1 and record_id > $2 and ($3 is null or branch_id = any($3)) and ({string.Join(" or ", conditions)})
            order by record_id limit $4
            """);
        command.Parameters.Add(new() { Value = asked[0].Field.Model });
        command.Parameters.Add(new() { Value = search.After ?? Guid.Empty });
        command.Parameters.Add(new() { Value = (object?)branches ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = limit });
        foreach (var (field, terms) in asked)
            command.Parameters.Add(new() { Value = field.Tokens(terms, blind) });

        await using var reader = await command.ExecuteReaderAsync(reads.Cancelled);
        List<Guid> ids = [];
        while (await reader.ReadAsync(reads.Cancelled))
            ids.Add(reader.GetGuid(0));
        return ids;
    }
}
