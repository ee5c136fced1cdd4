using CleaningEvents.Api.Governance;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;

namespace CleaningEvents.Api.Http.Reading;

/// <summary>What the answer to one request shows of protected records. <see cref="LookJson"/> tells it while the answer is written, before anything leaves.</summary>
public sealed class Look
{
    /// <summary>How the log itself is named among the kinds of records.</summary>
    public const string Log = "Event";

    private static readonly AsyncLocal<Look?> Ambient = new();

    private readonly Dictionary<string, Sight> sights = [];
    private readonly Guid[] selves;
    private (string Kind, Guid Record)? inside;

    private Look(Actor actor, AccessPurpose? purpose) => (selves, Purpose) = ([.. actor.Selves()], purpose);

    /// <summary>The look of the request at hand; null where nobody is known who looks.</summary>
    public static Look? Current => Ambient.Value;

    /// <summary>Why, where the caller said or had to say.</summary>
    public AccessPurpose? Purpose { get; private set; }

    /// <summary>Whether secrets were asked for by themselves.</summary>
    public bool Reveals { get; private set; }

    /// <summary>What stays on the caller's screen and is asked for again and again; null for what is looked at once.</summary>
    public string? Screen { get; private set; }

    /// <summary>Whether the endpoint records itself what it shows.</summary>
    public bool IsRecordedOtherwise { get; init; }

    /// <summary>Every record shown, by kind.</summary>
    public IEnumerable<(string Kind, Guid Record)> Records => sights.SelectMany(x => x.Value.Records.Select(y => (x.Key, y)));

    /// <summary>Begins the look of the request at hand.</summary>
    public static Look Begin(Actor actor, AccessPurpose? purpose, bool isRecordedOtherwise) =>
        Ambient.Value = new Look(actor, purpose) { IsRecordedOtherwise = isRecordedOtherwise, Reveals = isRecordedOtherwise };

    /// <summary>Secrets may be in the answer, for <paramref name="purpose"/>.</summary>
    public void Reveal(AccessPurpose purpose) => (Reveals, Purpose) = (true, purpose);

    /// <summary>The answer stays on the screen <paramref name="name"/>: only what was not on it yet is recorded.</summary>
    public void StayOn(string name) => Screen = name;

    /// <summary>What is shown next belongs to this record.</summary>
    public void Enter(string kind, Guid record) => inside = (kind, record);

    /// <summary>A protected member of the record that was entered last is shown.</summary>
    public void Show(string field, DataClass dataClass, bool isSecret)
    {
        var (kind, record) = inside ?? throw new InvalidOperationException($"Nobody knows whose '{field}' is shown.");
        Show(kind, record, field, dataClass, isSecret);
    }

    /// <summary>A protected member of a record is shown; the record as such where <paramref name="field"/> is null.</summary>
    public void Show(string kind, Guid record, string? field, DataClass dataClass, bool isSecret = false)
    {
        // Of oneself everybody may know without a trace, but not what the log says of one.
        if (record == Guid.Empty || (kind is not Log && selves.Contains(record)))
            return;

        if (!sights.TryGetValue(kind, out var sight))
            sights[kind] = sight = new Sight();
        sight.Records.Add(record);
        if (field is not null)
            sight.Fields.Add(field);
        sight.Class = dataClass > sight.Class ? dataClass : sight.Class;
        sight.HoldsSecret |= isSecret;
    }

    /// <summary>Leaves out the records that <paramref name="isKnown"/>.</summary>
    public void Skip(Func<(string Kind, Guid Record), bool> isKnown)
    {
        foreach (var (kind, sight) in sights)
            sight.Records.RemoveWhere(x => isKnown((kind, x)));
    }

    /// <summary>What is to be recorded: an event for each kind of record, or several where it shows many.</summary>
    public IReadOnlyList<RecordAccessed> Accesses(Guid accountId, AccessMode mode, string route, Guid? session, DateTimeOffset now) =>
    [
        .. from sight in sights
           orderby sight.Key
           from records in sight.Value.Records.Chunk(AccessLog.MostRecords)
           select new RecordAccessed(
               AccessLog.StreamOf(accountId, now), accountId, sight.Key, records, sight.Value.Class, [.. sight.Value.Fields],
               sight.Value.HoldsSecret ? AccessMode.Reveal : mode, route, Purpose, session, now),
    ];

    private sealed class Sight
    {
        public HashSet<Guid> Records { get; } = [];

        public SortedSet<string> Fields { get; } = new(StringComparer.Ordinal);

        public DataClass Class { get; set; } = DataClass.Internal;

        public bool HoldsSecret { get; set; }
    }
}
