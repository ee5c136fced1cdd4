using System.Text.Json;
using System.Text.Json.Serialization;

namespace CleaningEvents.Domain.Tests;

/// <summary>
/// Given past events, when a decision is asked, then these events or this refusal. No host, no database.
/// Events are compared by type and JSON, and folded as they come back from JSON: lists inside them have no equality of their own.
/// </summary>
public static class Specification
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>A stream with these events, oldest first.</summary>
    public static Past<TState> Given<TState>(params object[] events) where TState : class, IEvolve<TState> => new(events);

    /// <summary>No stream yet: for decisions that start one.</summary>
    public static Past<TState> GivenNothing<TState>() where TState : class, IEvolve<TState> => new([]);

    /// <summary>The state after these events, for decisions that must know of another stream.</summary>
    public static TState StateOf<TState>(params object[] events) where TState : class, IEvolve<TState> =>
        events.Select(Stored).Aggregate(default(TState), TState.Evolve)!;

    public record Past<TState>(object[] Events) where TState : class, IEvolve<TState>
    {
        public Asked<TState> When(Func<TState, Decision> decide) => new(Events, decide);
    }

    public record Asked<TState>(object[] Past, Func<TState, Decision> Decide) where TState : class, IEvolve<TState>
    {
        /// <summary>Exactly these events, and nothing more when asked again: deciders are idempotent.</summary>
        public void Then(params object[] events)
        {
            Accepts(Past, events);
            Accepts([.. Past, .. events]);
        }

        /// <summary>These events each time: for what may be wanted anew, such as another secret.</summary>
        public void ThenEachTime(params object[] events)
        {
            Accepts(Past, events);
            Accepts([.. Past, .. events], events);
        }

        /// <summary>Refused by this rule, each time, with nothing to record.</summary>
        public void ThenRefused(string rule)
        {
            var decision = Decide(StateOf<TState>(Past));
            (decision.Refusal?.Rule).ShouldBe(rule);
            decision.Events.ShouldBeEmpty();
        }

        private void Accepts(object[] past, params object[] events)
        {
            var decision = Decide(StateOf<TState>(past));
            (decision.Refusal?.Rule).ShouldBeNull();
            Written(decision.Events).ShouldBe(Written(events));
        }
    }

    private static string Written(IEnumerable<object> events) =>
        string.Join('\n', events.Select(x => x.GetType().Name + " " + JsonSerializer.Serialize(x, x.GetType(), Json)));

    private static object Stored(object @event) =>
        JsonSerializer.Deserialize(JsonSerializer.Serialize(@event, @event.GetType(), Json), @event.GetType(), Json)!;
}
