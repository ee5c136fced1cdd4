using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Access;

/// <summary>From which networks one group of permissions may be used: what every request looks at; as fresh as the last command.</summary>
public record NetworkRuleDetails(
    Guid Id, PermissionGroup Group,
    [Plain(DataClass.Internal, "Networks of the company, not of a person.")] IReadOnlyList<string> Allowed) : IVersioned
{
    /// <summary>Version of the rule's stream, which is its ETag.</summary>
    public int Version { get; init; }

    /// <summary>Whether it applies to the next request.</summary>
    public bool IsInForce { get; init; } = true;
}

/// <summary>Keeps <see cref="NetworkRuleDetails"/>.</summary>
public class NetworkRuleDetailsProjection : SingleStreamProjection<NetworkRuleDetails, Guid>
{
    public override NetworkRuleDetails? Evolve(NetworkRuleDetails? rule, Guid id, IEvent e) => e.Data switch
    {
        NetworkRuleSet x => new NetworkRuleDetails(x.NetworkRuleId, x.Group, x.Allowed),
        NetworkRuleLifted => rule! with { IsInForce = false },
        _ => rule,
    };
}
