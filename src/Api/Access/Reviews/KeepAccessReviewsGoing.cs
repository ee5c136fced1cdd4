using CleaningEvents.Api.Http;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Access.Reviews;

/// <summary>
/// Reminds reviewers, and revokes what nobody decided about in time; what is due stands in the read model, so that nothing is forgotten over a restart.
/// </summary>
/// <remarks>Source: policy 3.2.</remarks>
public sealed class KeepAccessReviewsGoing(
    IDocumentStore store, NpgsqlDataSource database, FactSources sources, Signatures signatures, ILogger<KeepAccessReviewsGoing> log)
    : RegularLook(TimeSpan.FromSeconds(10), log)
{
    public override async Task Look(CancellationToken cancelled)
    {
        var now = sources.Clock.GetUtcNow();
        await using var session = store.QuerySession();
        foreach (var id in await session.Query<AccessReviewDetails>().Where(x => x.NextAt <= now).OrderBy(x => x.NextAt).Select(x => x.Id).ToListAsync(cancelled))
            while (await GoOn(id, cancelled))
            {
                // A part of what is overdue was revoked; more may be left.
            }
    }

    /// <summary>Whether anything was recorded.</summary>
    private async Task<bool> GoOn(Guid id, CancellationToken cancelled)
    {
        var context = CommandContext.OfInstallation(Permission.DecideReviews, cancelled, "scheduler");
        return await new Commands(store, database, sources, signatures, context).Change<AccessReview>(id, async (review, facts) =>
        {
            var accounts = await ReviewedAccounts.Of(review.Overdue(facts.Now), facts);
            return facts.Now < review.DueAt ? review.Remind(facts.Now) : accounts.Follow(review.Expire(accounts.Held(), facts.Now));
        }) is Accepted { Receipt.Position: not null };
    }
}
