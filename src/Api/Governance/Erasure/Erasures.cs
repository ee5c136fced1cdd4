using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Governance;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Governance.Erasure;

/// <summary>Carries out what was ordered: tombstone, keys, event, in this order, so that whatever is interrupted can be done again.</summary>
public sealed class Erasures(
    Tombstones tombstones, SubjectKeyStore keys, IDocumentStore store, NpgsqlDataSource database, FactSources sources, Signatures signatures,
    IConfiguration configuration)
{
    private const int UsualDays = 14;

    /// <summary>How long backups of the key database are kept; from then on no copy of a destroyed key is left.</summary>
    private TimeSpan CopiesKept => TimeSpan.FromDays(configuration.GetValue("Keys:BackupDays", UsualDays));

    /// <summary>Every subject whose erasure was ordered and is not confirmed, or that may be written about again.</summary>
    public async Task<IReadOnlyList<DataSubjectDetails>> Open(CancellationToken cancelled)
    {
        await using var session = store.QuerySession();
        return await session.Query<DataSubjectDetails>()
            .Where(x => x.Erasure == ErasureStatus.Ordered || x.Erasure == ErasureStatus.Reauthorised).ToListAsync(cancelled);
    }

    public async Task Execute(DataSubjectDetails subject, CancellationToken cancelled)
    {
        if (subject.Erasure is ErasureStatus.Reauthorised)
            await Allow(subject.Covers, cancelled);
        else
            await Erase(await tombstones.Add(subject.SubjectId, subject.Covers, subject.Order!.OrderedAt, subject.Receipt?.Tombstone ?? 0, cancelled), cancelled);
    }

    /// <summary>Makes keys and log agree with a tombstone; nothing happens where they do.</summary>
    public async Task Erase(Tombstone tombstone, CancellationToken cancelled)
    {
        await keys.Destroy([.. tombstone.Covers], tombstone.Number, cancelled);
        var destroyed = await keys.CountDestroyed([.. tombstone.Covers], cancelled);
        var now = sources.Clock.GetUtcNow();
        await Commands(cancelled).Start<DataSubject>(
            DataSubject.IdOf(tombstone.SubjectId), $"/api/governance/subjects/{tombstone.SubjectId}", (subject, _) => Task.FromResult(
                DataSubject.ConfirmErased(subject, tombstone.SubjectId, tombstone.Covers, tombstone.Number, destroyed, now + CopiesKept, now)));
    }

    public async Task Allow(IReadOnlyList<Guid> covers, CancellationToken cancelled)
    {
        foreach (var id in covers)
            await keys.Reauthorise(id, cancelled);
    }

    private Commands Commands(CancellationToken cancelled) =>
        new(store, database, sources, signatures, CommandContext.OfInstallation(Permission.EraseSubjects, cancelled, "scheduler"));
}
