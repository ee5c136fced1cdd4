using CleaningEvents.Domain.Dispatch;

namespace CleaningEvents.Projections.Dispatch;

/// <summary>How a crew on screen follows the events; for every read model that shows one.</summary>
public static class Crews
{
    /// <summary>The new crew; who stays on the same position and times keeps what happened.</summary>
    public static IReadOnlyList<CrewMember> Become(this IReadOnlyList<CrewMember> crew, IReadOnlyList<Assignment> assignments) =>
        [.. assignments.Select(x => crew.FirstOrDefault(y => Same(x, y)) ?? new CrewMember(x.Position, x.CleanerId, x.StartsAt, x.EndsAt))];

    /// <summary>The crew with every position of one cleaner changed.</summary>
    public static IReadOnlyList<CrewMember> Each(this IReadOnlyList<CrewMember> crew, Guid cleanerId, Func<CrewMember, CrewMember> change) =>
        [.. crew.Select(x => x.CleanerId == cleanerId ? change(x) : x)];

    private static bool Same(Assignment x, CrewMember y) =>
        (x.Position, x.CleanerId, x.StartsAt, x.EndsAt) == (y.Position, y.CleanerId, y.StartsAt, y.EndsAt);
}
