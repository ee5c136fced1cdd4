using System.Text.Json;
using System.Text.Json.Nodes;
using CleaningEvents.Api.Http;
using CleaningEvents.Projections;
using JasperFx.Events;
using Marten;
using Marten.Events.Archiving;

namespace CleaningEvents.Api.Audit;

/// <summary>All events of one stream, oldest first, and the read model that shows it after each of them.</summary>
/// <param name="Events">Events by version; what was archived is history too.</param>
/// <param name="Models">The read model after each event; null where nothing shows the stream.</param>
public sealed record StreamHistory(IReadOnlyList<IEvent> Events, IReadOnlyList<object?> Models)
{
    private const string VersionField = "version";

    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement<object?>(null);

    /// <summary>The history of a stream, or null when there is no such stream.</summary>
    public static async Task<StreamHistory?> Load(IQuerySession session, Guid streamId, CancellationToken cancelled)
    {
        var stream = await session.Events.FetchStreamStateAsync(streamId, cancelled);
        var events = await session.Events.QueryAllRawEvents()
            .Where(x => x.StreamId == streamId && x.MaybeArchived()).OrderBy(x => x.Version).ToListAsync(cancelled);
        if (stream is null || events is [] or [{ Data: Tombstone }, ..])
            return null;

        var kind = Catalogue.Streams.FirstOrDefault(x => x.State == stream.AggregateType);
        return new StreamHistory(events, kind is null ? [.. events.Select(_ => (object?)null)] : [.. Fold(kind, events)]);
    }

    /// <summary>Whether the caller may know of the stream; one that nothing shows is only for who may know everything.</summary>
    public bool IsReached(Reads reads) => Models[^1] is { } latest ? reads.IsReached(latest) : reads.Reach.Company;

    /// <summary>Index of the event with this version, or null.</summary>
    public int? IndexOf(long version) => version <= Events.Count ? (int)version - 1 : null;

    /// <summary>Index of the last event recorded at <paramref name="instant"/> or before, or null; clocks of several nodes may differ a little.</summary>
    public int? LastKnownAt(DateTimeOffset instant) =>
        Events.TakeWhile(x => x.Timestamp <= instant).Count() is > 0 and var count ? count - 1 : null;

    /// <summary>What the event at <paramref name="index"/> changed in the read model.</summary>
    public IReadOnlyList<FieldChange> ChangesBy(int index) => JsonChanges.Between(index is 0 ? Nothing : Unversioned(index - 1), Unversioned(index));

    /// <summary>The read model after the event at <paramref name="index"/>, as it could be read then.</summary>
    public JsonElement? ModelAfter(int index)
    {
        if (Document(index) is not { } document)
            return null;
        // Marten numbers the document; a fold does not.
        document[VersionField] = Events[index].Version;
        return JsonSerializer.SerializeToElement(document, WireJson.Options);
    }

    private static IEnumerable<object?> Fold(StreamKind kind, IEnumerable<IEvent> events)
    {
        object? model = null;
        foreach (var e in events)
            yield return model = kind.Evolve(model, e);
    }

    private JsonElement Unversioned(int index)
    {
        var document = Document(index);
        document?.Remove(VersionField);
        return JsonSerializer.SerializeToElement(document, WireJson.Options);
    }

    private JsonObject? Document(int index) => JsonSerializer.SerializeToNode(Models[index], WireJson.Options)?.AsObject();
}
