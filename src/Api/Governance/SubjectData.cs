using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CleaningEvents.Api.Audit;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Sealing;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections;
using JasperFx.Events;
using Marten;
using Marten.Events.Archiving;

namespace CleaningEvents.Api.Governance;

/// <summary>Everything that the system holds about one subject. What it holds about others beside it is left out.</summary>
/// <remarks>Source: Personal Information Protection Law, article 45; GDPR, articles 15 and 20.</remarks>
/// <param name="SubjectId">The customer or account.</param>
/// <param name="Kind">Which of both.</param>
/// <param name="Ids">Every id under which the subject is known.</param>
/// <param name="MadeAt">When it was put together.</param>
/// <param name="KeptFor">For which purposes data of such a subject is kept, and for how long.</param>
/// <param name="Documents">What is known now, from the read models.</param>
/// <param name="Events">What was recorded, in the order of the log.</param>
public sealed record SubjectData(
    Guid SubjectId, SubjectKind Kind, IReadOnlyList<Guid> Ids, DateTimeOffset MadeAt, IReadOnlyList<KeptFor> KeptFor,
    IAsyncEnumerable<SubjectDocument> Documents, IAsyncEnumerable<SubjectEvent> Events)
{
    /// <summary>What stands in place of a value that is about somebody else.</summary>
    public const string Withheld = "[another person's]";

    private const int PageSize = 200;

    /// <summary>Nothing is read from the store before documents and events are asked for, page by page.</summary>
    public static SubjectData Of(Guid subjectId, SubjectFacts subject, SubjectTrail trail, DateTimeOffset madeAt, Reads reads, Signatures signatures)
    {
        HashSet<Guid> ids = [.. subject.Covers];
        return new(
            subjectId, subject.Kind, subject.Covers, madeAt, [.. Purposes(subject.Kind).Select(Governance.KeptFor.Of)],
            Document(trail, ids, reads, reads.Cancelled), Record(trail, ids, reads, signatures, reads.Cancelled));
    }

    /// <summary>How many documents there will be.</summary>
    public static async Task<int> Count(SubjectTrail trail, IQuerySession session, CancellationToken cancelled)
    {
        var count = 0;
        foreach (var kind in Catalogue.Documents)
            count += await kind.Count(session, trail.Streams, cancelled);
        return count;
    }

    private static async IAsyncEnumerable<SubjectDocument> Document(
        SubjectTrail trail, IReadOnlySet<Guid> ids, Reads reads, [EnumeratorCancellation] CancellationToken cancelled)
    {
        await using var session = reads.Session();
        foreach (var kind in Catalogue.Documents)
            foreach (var page in trail.Streams.Chunk(PageSize))
                foreach (var document in await kind.Load(session, page, cancelled))
                    yield return new SubjectDocument(kind.Model.Name, WithoutOthers(document, ids));
    }

    private static async IAsyncEnumerable<SubjectEvent> Record(
        SubjectTrail trail, IReadOnlySet<Guid> ids, Reads reads, Signatures signatures, [EnumeratorCancellation] CancellationToken cancelled)
    {
        await using var session = reads.Session();
        foreach (var page in trail.Events.Chunk(PageSize))
        {
            var about = page.ToDictionary(x => x.Position, x => x.IsAbout);
            var positions = about.Keys.ToArray();
            var events = await session.Events.QueryAllRawEvents().Where(x => x.MaybeArchived() && x.Sequence.IsOneOf(positions)).ToListAsync(cancelled);
            foreach (var e in events.OrderBy(x => x.Sequence))
                yield return Show(e, about[e.Sequence], ids, signatures);
        }
    }

    private static SubjectEvent Show(IEvent e, bool isAbout, IReadOnlySet<Guid> ids, Signatures signatures)
    {
        // Who is accused does not learn by whom.
        Guid? recordedBy = e.Data is not AccountMisuseReported && Guid.TryParse(e.UserName, out var account) ? account : null;
        return new SubjectEvent(
            e.Sequence, e.Timestamp, e.EventTypeName, recordedBy, recordedBy is { } by && ids.Contains(by) ? signatures.AddressOf(e) : null,
            isAbout ? WithoutOthers(e.Data, ids) : null);
    }

    private static JsonElement WithoutOthers(object value, IReadOnlySet<Guid> ids)
    {
        if (Shape.Of(value.GetType()) is not { } shape)
            return JsonSerializer.SerializeToElement(value, value.GetType(), WireJson.Options);

        var output = new ArrayBufferWriter<byte>();
        SealedJson.Withhold(shape, JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), WireJson.Options), output, ids, Withheld);
        return JsonSerializer.Deserialize<JsonElement>(output.WrittenSpan);
    }

    private static IEnumerable<Purpose> Purposes(SubjectKind kind) => Vocabulary.Events.SelectMany(Member.Of).Select(x => x.Protected)
        .Where(x => x is not null && (x.Subject is nameof(DataSubject.SubjectId) || x.Subject is nameof(CustomerRegistered.CustomerId) == kind is SubjectKind.Customer))
        .Select(x => x!.Purpose).Distinct().Order();
}

/// <summary>A read model about the subject.</summary>
/// <param name="Type">Its name.</param>
/// <param name="Data">All of it, without what is about others.</param>
public sealed record SubjectDocument([Plain(DataClass.Internal, "A word from a list.")] string Type, [ShowsModels] JsonElement Data);

/// <summary>An event about the subject, or recorded by it.</summary>
/// <param name="Position">Where it stands in the log.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Type">Stored name of what happened, such as <c>job_booked</c>.</param>
/// <param name="RecordedBy">The account that recorded it; all zeros for the installation itself, null for a report of misuse.</param>
/// <param name="Address">The network address that the subject recorded it from; null for an event recorded by others.</param>
/// <param name="Data">What happened, without what is about others; null when the subject only recorded it.</param>
public sealed record SubjectEvent(
    long Position, DateTimeOffset RecordedAt,
    [Plain(DataClass.Internal, "A word from a list.")] string Type,
    Guid? RecordedBy,
    [Plain(DataClass.Internal, "Sealed in the store; shown of the subject alone.")] string? Address,
    [ShowsEvents] JsonElement? Data);
