using CleaningEvents.Domain;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;

namespace CleaningEvents.Projections;

/// <summary>A kind of stream: the decider state that its commands ask, and the read model that shows it.</summary>
/// <param name="State">The decider state, which also names the stream's type in the store.</param>
/// <param name="Document">The read model, one document for a stream.</param>
/// <param name="Evolve">What the next event makes of the read model, by the projection that keeps it; pure, and blind to the version.</param>
/// <param name="Register">Registers both: the state folded live, the read model kept in the transaction of the events.</param>
public sealed record StreamKind(Type State, DocumentKind Document, Func<object?, IEvent, object?> Evolve, Action<StoreOptions> Register)
{
    public static StreamKind Of<TState, TDetails, TProjection>()
        where TState : class, IEvolve<TState>
        where TDetails : class, IVersioned
        where TProjection : SingleStreamProjection<TDetails, Guid>, new()
    {
        var projection = new TProjection();
        return new StreamKind(typeof(TState), DocumentKind.Of<TDetails>(), (details, e) => projection.Evolve((TDetails?)details, e.StreamId, e), options =>
        {
            options.Projections.Add(new Fold<TState>(), ProjectionLifecycle.Live);
            // A store configures its projections: each store gets its own.
            var inline = new TProjection();
            Listen<TState>(inline);
            options.Projections.Add(inline, ProjectionLifecycle.Inline);
        });
    }

    public Type Model => Document.Model;

    /// <summary>Whether an event belongs to such a stream: the first member of every event is the id of its stream.</summary>
    public bool Holds(Type @event) => IsOf(State, @event);

    /// <summary>Lets a projection see the events of one kind of stream only: for any other it would look up a document in vain.</summary>
    public static void Listen<TState>(EventFilterable projection) where TState : class, IEvolve<TState>
    {
        foreach (var type in Vocabulary.Events.Where(x => IsOf(typeof(TState), x)))
            projection.IncludeType(type);
    }

    private static bool IsOf(Type state, Type @event) => @event.GetProperties()[0].Name == $"{state.Name}Id";
}
