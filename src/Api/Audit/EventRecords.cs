using System.Text.Json;
using CleaningEvents.Api.Http;
using CleaningEvents.Projections.Access;
using JasperFx.Events;
using Marten;

namespace CleaningEvents.Api.Audit;

/// <summary>Shows events of the log with the people behind them.</summary>
public sealed class EventRecords
{
    private static readonly RecordedActor Installation = new(Guid.Empty, "installation", EmployeeNumber: null);

    private readonly Dictionary<Guid, AccountDetails> accounts;
    private readonly Signatures signatures;

    private EventRecords(IEnumerable<AccountDetails> accounts, Signatures signatures) =>
        (this.accounts, this.signatures) = (accounts.ToDictionary(x => x.Id), signatures);

    /// <summary>Looks up who recorded <paramref name="events"/>.</summary>
    public static async Task<EventRecords> For(IReadOnlyList<IEvent> events, IQuerySession session, Signatures signatures, CancellationToken cancelled) =>
        new(await session.LoadManyAsync<AccountDetails>(cancelled, events.Select(AccountOf).OfType<Guid>().Distinct().ToArray()), signatures);

    public RecordedEvent Show(IEvent e) => new(
        e.Sequence, e.StreamId, e.Version, e.EventTypeName, e.Timestamp, ActorOf(e), Texts(e, "roles"), Text(e, "permission"), Text(e, "channel"),
        signatures.AddressOf(e), e.CorrelationId, e.CausationId, Id(e, "session"), Id(e, "approvedBy"), Id(e, "changeRequest"), Id(e, "emergency"),
        JsonSerializer.SerializeToElement(e.Data, e.EventType, WireJson.Options));

    private RecordedActor? ActorOf(IEvent e) => AccountOf(e) switch
    {
        null => null,
        { } id when id == Guid.Empty => Installation,
        { } id when accounts.TryGetValue(id, out var account) => new RecordedActor(id, account.Name, account.EmployeeNumber),
        { } id => new RecordedActor(id, Name: null, EmployeeNumber: null),
    };

    private static Guid? AccountOf(IEvent e) => Guid.TryParse(e.UserName, out var id) ? id : null;

    private static string? Text(IEvent e, string header) => e.GetHeader(header)?.ToString();

    private static Guid? Id(IEvent e, string header) => Guid.TryParse(Text(e, header), out var id) ? id : null;

    private static string[] Texts(IEvent e, string header) =>
        e.GetHeader(header) is JsonElement { ValueKind: JsonValueKind.Array } texts ? [.. texts.EnumerateArray().Select(x => x.ToString())] : [];
}
