using System.Text.Json.Nodes;
using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Governance;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace CleaningEvents.Api.Governance;

/// <summary>Where a subject stands in the log.</summary>
/// <param name="Events">Positions in order; of each event, whether it is about the subject or only recorded by it.</param>
/// <param name="Streams">The streams of the events about it.</param>
public sealed record SubjectTrail(IReadOnlyList<(long Position, bool IsAbout)> Events, Guid[] Streams)
{
    private static readonly Member[] Ids = [.. Vocabulary.Events.SelectMany(x => Member.Of(x).Skip(1)).Where(x => IdOf(x) == typeof(Guid))];

    /// <summary>Follows the ids of a subject: events of its own streams, events that name it at any depth, and events that it recorded.</summary>
    public static async Task<SubjectTrail> Of(Guid subjectId, IReadOnlyList<Guid> ids, IDocumentStore store, NpgsqlDataSource database, CancellationToken cancelled)
    {
        await using var command = database.CreateCommand();
        command.CommandText = Sql(command.Parameters, [.. ids, DataSubject.IdOf(subjectId)], ids, TypeNames(store));
        await using var reader = await command.ExecuteReaderAsync(cancelled);
        List<(long, bool)> events = [];
        HashSet<Guid> streams = [];
        while (await reader.ReadAsync(cancelled))
        {
            events.Add((reader.GetInt64(0), reader.GetBoolean(2)));
            if (reader.GetBoolean(2))
                streams.Add(reader.GetGuid(1));
        }

        return new SubjectTrail(events, [.. streams]);
    }

    private static string Sql(NpgsqlParameterCollection parameters, Guid[] streams, IReadOnlyList<Guid> ids, IReadOnlyDictionary<Type, string> names)
    {
        var about = string.Join(" or ", Ids.GroupBy(Place).Select(Named).Prepend($"stream_id = any({Value(streams)})"));
        return $"""
            select seq_id, stream_id, about from public.mt_events cross join lateral (select {about} as about) found
            where type <> 'tombstone' and (about or user_name = any({Value(ids.Select(x => x.ToString()).ToArray())})) order by seq_id
            """;

        string Named(IGrouping<string, Member> members) =>
            $"type = any({Value(members.Select(x => names[x.Around[0]]).Distinct().ToArray())}) and ({string.Join(" or ", ids.Select(x => $"data @> {Json(members.Key, x)}"))})";

        string Json(string place, Guid id) => Parameter(new() { Value = Around(place, id).ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb });

        string Value(object value) => Parameter(new() { Value = value });

        string Parameter(NpgsqlParameter parameter)
        {
            parameters.Add(parameter);
            return $"${parameters.Count}";
        }
    }

    private static Dictionary<Type, string> TypeNames(IDocumentStore store) =>
        store.Options.Events.AllKnownEventTypes().DistinctBy(x => x.EventType).ToDictionary(x => x.EventType, x => x.EventTypeName);

    private static Type IdOf(Member member) => Member.ElementOf(member.Property.PropertyType);

    private static string Place(Member member) => member.Property.PropertyType.IsAssignableTo(typeof(IEnumerable<Guid>)) ? $"{member.Path}[]" : member.Path;

    /// <summary>An object that holds an id at a place such as <c>crew[].cleanerId</c>.</summary>
    private static JsonNode Around(string place, Guid id) => place.Split('.').Reverse().Aggregate((JsonNode)JsonValue.Create(id), (inside, name) =>
        name.EndsWith("[]", StringComparison.Ordinal) ? new JsonObject { [name[..^2]] = new JsonArray(inside) } : new JsonObject { [name] = inside });
}
