using CleaningEvents.Api.Hosting;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Dispatch;
using Marten;

namespace CleaningEvents.Api.Security;

/// <summary>
/// Knows what every account may do now. Answers from memory while the database tells of changes; without that
/// connection it asks the database each time, so that a revoked right never lives on.
/// </summary>
public sealed class Actors(IDocumentStore store, ActorMemory memory, BusinessClock clock)
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(1);

    /// <summary>The actor of an open account, or null.</summary>
    public async ValueTask<Actor?> Find(Guid accountId, CancellationToken cancellation) =>
        memory.Find(accountId) ?? await Load(accountId, cancellation);

    private async Task<Actor?> Load(Guid accountId, CancellationToken cancellation)
    {
        var generation = memory.Generation;
        await using var session = store.QuerySession();
        if (await session.LoadAsync<AccountDetails>(accountId, cancellation) is not { Status: AccountStatus.Open } account)
            return null;

        var now = clock.GetUtcNow();
        var grants = account.Grants.Where(x => x.ExpiresAt is null || x.ExpiresAt > now).ToList();
        var roles = await session.LoadManyAsync<RoleDetails>(cancellation, grants.Select(x => x.RoleId).ToArray());
        var cleaner = await session.Query<CleanerDetails>().FirstOrDefaultAsync(x => x.AccountId == accountId && x.IsActive, cancellation);
        var actor = new Actor(accountId, cleaner?.Id, [.. roles.Select(x => x.Name)], Reaches(grants, roles)) { ProofSince = account.ProofSince };
        memory.Keep(actor, grants.Select(x => x.ExpiresAt).OfType<DateTimeOffset>().Append(now + LongestLife).Min(), generation);
        return actor;
    }

    private static Dictionary<string, Reach> Reaches(IReadOnlyList<Grant> grants, IReadOnlyList<RoleDetails> roles)
    {
        Dictionary<string, Reach> reaches = [];
        foreach (var grant in grants)
            foreach (var permission in roles.FirstOrDefault(x => x.Id == grant.RoleId)?.Permissions ?? [])
                reaches[permission] = reaches.GetValueOrDefault(permission, Reach.Nothing).With(grant);
        return reaches;
    }
}
