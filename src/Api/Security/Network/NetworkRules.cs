using System.Net;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten;

namespace CleaningEvents.Api.Security.Network;

/// <summary>
/// Takes from an actor the permissions that do not count where they ask from. Answers from memory while the database tells of changes, as
/// <see cref="ActorMemory"/> does; else it asks the database each time, so that a new rule applies to the next request on every node.
/// </summary>
public sealed class NetworkRules(IDocumentStore store, ActorMemory memory, BusinessClock clock, NetworkSettings settings)
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(1);

    private volatile Known? known;

    /// <summary>The same actor with what counts at <paramref name="address"/>.</summary>
    public async ValueTask<Actor> At(IPAddress? address, Actor actor, CancellationToken cancelled)
    {
        var now = clock.GetUtcNow();
        var rules = known is { } fresh && memory.Hears && fresh.Generation == memory.Generation && now < fresh.Until ? fresh : await Load(now, cancelled);
        var closed = rules.Restricted.Where(x => !NetworkRule.Covers(x.Value, address)).Select(x => x.Key).ToHashSet();
        return closed.Count is 0 ? actor : actor with
        {
            Reaches = actor.Reaches.Where(x => !closed.Contains(NetworkRule.GroupOf(x.Key))).ToDictionary(),
        };
    }

    private async Task<Known> Load(DateTimeOffset now, CancellationToken cancelled)
    {
        var generation = memory.Generation;
        await using var session = store.QuerySession();
        var rules = await session.Query<NetworkRuleDetails>().Where(x => x.IsInForce).ToListAsync(cancelled);
        return known = new Known(
            Enum.GetValues<PermissionGroup>().Select(group => (Group: group, Networks: Union(group, rules)))
                .Where(x => x.Networks is not []).ToDictionary(x => x.Group, x => x.Networks),
            generation, now + LongestLife);
    }

    private IPNetwork[] Union(PermissionGroup group, IReadOnlyList<NetworkRuleDetails> rules) =>
        [.. settings.Allowed(group), .. rules.Where(x => x.Group == group).SelectMany(x => x.Allowed).Select(IPNetwork.Parse)];

    private sealed record Known(Dictionary<PermissionGroup, IPNetwork[]> Restricted, int Generation, DateTimeOffset Until);
}
