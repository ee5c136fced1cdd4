using Marten;
using Marten.Linq.MatchesSql;

namespace CleaningEvents.Projections;

/// <summary>A kind of read model that is kept as documents, each under the id of its stream.</summary>
/// <param name="Model">The read model.</param>
/// <param name="Count">How many of the ids have one.</param>
/// <param name="Load">Those that the ids have, in no order.</param>
public sealed record DocumentKind(
    Type Model, Func<IQuerySession, Guid[], CancellationToken, Task<int>> Count, Func<IQuerySession, Guid[], CancellationToken, Task<IReadOnlyList<object>>> Load)
{
    public static DocumentKind Of<TModel>() where TModel : class => new(
        typeof(TModel),
        (session, ids, cancelled) => Among<TModel>(session, ids).CountAsync(cancelled),
        async (session, ids, cancelled) => await Among<TModel>(session, ids).ToListAsync(cancelled));

    private static IQueryable<TModel> Among<TModel>(IQuerySession session, Guid[] ids) where TModel : class =>
        session.Query<TModel>().Where(x => x.MatchesSql("d.id = any(?)", ids));
}
