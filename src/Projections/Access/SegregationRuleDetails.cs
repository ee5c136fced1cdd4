using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections.Access;

/// <summary>One rule that keeps duties apart: what every grant looks at; as fresh as the last command.</summary>
public record SegregationRuleDetails(
    Guid Id, [Plain(DataClass.Internal, "The name of a rule.")] string Name, IReadOnlyList<Duty> Duties) : IVersioned
{
    /// <summary>Version of the rule's stream, which is its ETag.</summary>
    public int Version { get; init; }

    /// <summary>Whether it applies to the next request.</summary>
    public bool IsInForce { get; init; } = true;
}

/// <summary>Keeps <see cref="SegregationRuleDetails"/>.</summary>
public class SegregationRuleDetailsProjection : SingleStreamProjection<SegregationRuleDetails, Guid>
{
    public override SegregationRuleDetails? Evolve(SegregationRuleDetails? rule, Guid id, IEvent e) => e.Data switch
    {
        SegregationRuleSet x => new SegregationRuleDetails(x.SegregationRuleId, x.Name, x.Duties),
        SegregationRuleLifted => rule! with { IsInForce = false },
        _ => rule,
    };
}
