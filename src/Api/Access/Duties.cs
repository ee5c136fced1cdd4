using CleaningEvents.Domain.Access;
using Marten;
using Marten.Events;

namespace CleaningEvents.Api.Access;

/// <summary>The rules that keep duties apart, read off the log.</summary>
public static class Duties
{
    /// <summary>Every rule in force at this moment.</summary>
    public static async Task<IReadOnlyList<SegregationRule>> KeptApart(IQuerySession session, CancellationToken cancelled)
    {
        var events = await session.Events.QueryAllRawEvents()
            .Where(x => x.EventTypesAre(typeof(SegregationRuleSet), typeof(SegregationRuleLifted))).OrderBy(x => x.Sequence).ToListAsync(cancelled);
        return [.. events.GroupBy(x => x.StreamId).Select(x => x.Aggregate(default(SegregationRule), (rule, e) => SegregationRule.Evolve(rule, e.Data))!).Where(x => x.IsInForce)];
    }
}
