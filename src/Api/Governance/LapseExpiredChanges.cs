using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Governance;
using Marten;

namespace CleaningEvents.Api.Governance;

/// <summary>Lets change requests lapse that nobody decided in time.</summary>
public sealed class LapseExpiredChanges(IDocumentStore store, Approvals approvals, BusinessClock clock, ILogger<LapseExpiredChanges> log)
    : RegularLook(TimeSpan.FromMinutes(1), log)
{
    private const int AtOnce = 100;

    public override async Task Look(CancellationToken cancelled)
    {
        var now = clock.GetUtcNow();
        await using var session = store.QuerySession();
        var expired = await session.Query<ChangeRequestDetails>().Where(x => x.Status == ChangeStatus.Pending && x.ExpiresAt <= now)
            .OrderBy(x => x.ExpiresAt).Take(AtOnce).Select(x => x.Id).ToListAsync(cancelled);
        foreach (var id in expired)
            await approvals.Lapse(id, (change, facts) => change.Expire(facts.Now), "scheduler", cancelled);
    }
}
