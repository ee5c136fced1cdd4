using CleaningEvents.Api.Hosting;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Dispatch;
using CleaningEvents.Projections.Governance;
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
        memory.TryFind(accountId, out var known) ? known : await Load(accountId, cancellation);

    private async Task<Actor?> Load(Guid accountId, CancellationToken cancellation)
    {
        var generation = memory.Generation;
        await using var session = store.QuerySession();
        if (await session.LoadAsync<AccountDetails>(accountId, cancellation) is not { Status: AccountStatus.Open } account)
            return null;

        var now = clock.GetUtcNow();
        var grants = account.Grants.Where(x => x.ExpiresAt is null || x.ExpiresAt > now).ToList();
        var emergency = await session.Query<EmergencyAccessDetails>()
            .FirstOrDefaultAsync(x => x.AccountId == accountId && x.Status == EmergencyStatus.Open && x.EndsAt > now, cancellation);
        if (emergency is not null)
            grants.Add(emergency.Gives());
        var roles = await session.LoadManyAsync<RoleDetails>(cancellation, [.. grants.Select(x => x.RoleId).Distinct()]);
        var cleaner = await session.Query<CleanerDetails>().FirstOrDefaultAsync(x => x.AccountId == accountId && x.IsActive, cancellation);
        var training = await session.LoadAsync<TrainingDetails>(Training.IdOf(accountId, Course.BasicSecurity), cancellation);
        var isTrained = training?.ValidUntil > now;
        var actor = new Actor(accountId, cleaner?.Id, [.. roles.Select(x => x.Name)], isTrained ? Reaches(grants, roles) : [])
        {
            IsTrained = isTrained,
            EmergencyAccessId = emergency?.Id,
            ProofSince = account.ProofSince,
        };
        memory.Keep(accountId, actor, Ends(grants, training).Where(x => x > now).Append(now + LongestLife).Min(), generation);
        return actor;
    }

    private static IEnumerable<DateTimeOffset> Ends(IEnumerable<Grant> grants, TrainingDetails? training) =>
        grants.Select(x => x.ExpiresAt).Append(training?.ValidUntil).OfType<DateTimeOffset>();

    private static Dictionary<string, Reach> Reaches(IReadOnlyList<Grant> grants, IReadOnlyList<RoleDetails> roles)
    {
        Dictionary<string, Reach> reaches = [];
        foreach (var grant in grants)
            foreach (var permission in roles.FirstOrDefault(x => x.Id == grant.RoleId)?.Permissions ?? [])
                reaches[permission] = reaches.GetValueOrDefault(permission, Reach.Nothing).With(grant);
        return reaches;
    }
}
