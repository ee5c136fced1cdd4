using CleaningEvents.Domain;
using CleaningEvents.Domain.Governance;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Governance;

/// <summary>One rule that a command takes two people: what every command looks at; as fresh as the last command.</summary>
public record TwoPersonRuleDetails(
    Guid Id,
    [Plain(DataClass.Internal, "The name of a use case.")] string Command,
    IReadOnlyList<Condition> Conditions,
    [Plain(DataClass.Internal, "A name from the catalogue of permissions.")] string ApproverPermission,
    int HoursToLive, bool OnlySensitive = false) : IVersioned
{
    /// <summary>Version of the rule's stream, which is its ETag.</summary>
    public int Version { get; init; }

    /// <summary>Whether it applies to the next request.</summary>
    public bool IsInForce { get; init; } = true;
}

/// <summary>Keeps <see cref="TwoPersonRuleDetails"/>.</summary>
public class TwoPersonRuleDetailsProjection : SingleStreamProjection<TwoPersonRuleDetails, Guid>
{
    public override TwoPersonRuleDetails? Evolve(TwoPersonRuleDetails? rule, Guid id, IEvent e) => e.Data switch
    {
        TwoPersonRuleSet x => new TwoPersonRuleDetails(x.TwoPersonRuleId, x.Command, x.Conditions, x.ApproverPermission, x.HoursToLive, x.OnlySensitive),
        TwoPersonRuleLifted => rule! with { IsInForce = false },
        _ => rule,
    };
}
