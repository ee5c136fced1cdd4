using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Access.Emergencies;

/// <summary>Records that the time of emergency accesses is over; that they give nothing any more does not wait for it.</summary>
public sealed class EndEmergencyAccesses(
    IDocumentStore store, NpgsqlDataSource database, FactSources sources, Signatures signatures, ILogger<EndEmergencyAccesses> log)
    : RegularLook(TimeSpan.FromSeconds(10), log)
{
    public override async Task Look(CancellationToken cancelled)
    {
        var now = sources.Clock.GetUtcNow();
        await using var session = store.QuerySession();
        foreach (var id in await session.Query<EmergencyAccessDetails>().Where(x => x.Status == EmergencyStatus.Open && x.EndsAt <= now).Select(x => x.Id).ToListAsync(cancelled))
            await new Commands(store, database, sources, signatures, CommandContext.OfInstallation(Permission.ReviewEmergencyAccess, cancelled, "scheduler"))
                .Change<EmergencyAccess>(id, (access, facts) => access.Expire(facts.Now));
    }
}
