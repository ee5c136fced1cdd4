using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;
using JasperFx;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace CleaningEvents.Api.Http;

/// <summary>
/// The way of a command: load and fold the stream, check who and which version, decide, and record events, read models and receipt
/// in one transaction. A lost race is decided again; a repeated request gets the first answer. What takes a second person is proposed instead.
/// </summary>
public sealed partial class Commands(
    IDocumentStore store, NpgsqlDataSource database, FactSources sources, Signatures signatures, CommandContext context, TwoPersonRules? rules = null,
    Approval? approval = null)
{
    private const int Attempts = 5;

    public CommandContext Context => context;

    /// <summary>For the request at hand; endpoints get it as a parameter.</summary>
    public static Commands For(
        HttpContext http, IDocumentStore store, NpgsqlDataSource database, FactSources sources, Signatures signatures, TwoPersonRules rules) =>
        new(store, database, sources, signatures, CommandContext.Of(http), rules);

    /// <summary>The answer that the same command has had before, for what proves something only once; null when it is new.</summary>
    public Task<IResult?> FirstAnswer() => CommandReceipt.FirstAnswer(database, context);

    /// <summary>Decides what a new stream begins with: 201 and its <paramref name="location"/>.</summary>
    public Task<IResult> Start<TState>(Guid id, string location, Func<TState?, Facts, Task<Decision>> decide) where TState : class, IEvolve<TState> =>
        Run<TState>(id, location, decide);

    /// <summary>Decides what an existing stream goes on with: 204, or 404 when there is none.</summary>
    public Task<IResult> Change<TState>(Guid id, Func<TState, Facts, Task<Decision>> decide) where TState : class, IEvolve<TState> =>
        Run<TState>(id, location: null, (state, facts) => decide(state!, facts));

    /// <inheritdoc cref="Change{TState}(Guid, Func{TState, Facts, Task{Decision}})"/>
    public Task<IResult> Change<TState>(Guid id, Func<TState, Facts, Decision> decide) where TState : class, IEvolve<TState> =>
        Change<TState>(id, (state, facts) => Task.FromResult(decide(state, facts)));

    private async Task<IResult> Run<TState>(Guid id, string? location, Func<TState?, Facts, Task<Decision>> decide) where TState : class, IEvolve<TState>
    {
        if (approval is not null)
            return await CarryOut(id, decide, approval);

        var review = rules is null ? null : await rules.For(context);
        for (var attempt = 1; ; attempt++)
        {
            IResult answer;
            try
            {
                answer = await Attempt(id, location, decide, review, isNew: location is not null && review is null && attempt is 1);
                if (answer is Accepted)
                    return answer;
                // Refused perhaps by its own traces: look whether the id is new indeed.
                if (location is not null && attempt is 1)
                    continue;
            }
            catch (UnknownReferenceException e)
            {
                answer = Problems.UnknownReference(e.Field);
            }
            catch (SubjectErasedException)
            {
                return Problems.Refused(new Refusal("subject-erased", "The subject was erased; writing about it must be allowed again first."));
            }
            catch (Exception e) when (IsLostRace(e))
            {
                answer = Problems.Stale();
                if (attempt < Attempts && await CommandReceipt.FirstAnswer(database, context) is null)
                    continue;
            }

            // What was done before may be why it cannot be done now.
            return await CommandReceipt.FirstAnswer(database, context) ?? answer;
        }
    }

    private async Task<IResult> Attempt<TState>(Guid id, string? location, Func<TState?, Facts, Task<Decision>> decide, Review? review, bool isNew)
        where TState : class, IEvolve<TState>
    {
        // The store knows no such stream, nor that it does not.
        if (id == Guid.Empty)
            return Problems.NotFound();

        await using var session = store.LightweightSession();
        // A new id is nearly always new: only when the store says otherwise is it worth a look.
        var stream = isNew ? null : await session.Events.FetchForWriting<TState>(id, context.Cancelled);
        if (location is null && Unmet(stream!) is { } problem)
            return problem;

        var (decision, state, fault) = await Decide(session, stream?.Aggregate, decide);
        if (fault is not null)
            return fault;

        var (version, events) = (stream?.CurrentVersion ?? 0, decision.Events);
        if (review is not null && events.Count > 0 && review.IsNeededFor(decision))
            return await Propose(session, review.Propose(id, version, state, events, sources.Clock.GetUtcNow()));

        var status = location is null ? StatusCodes.Status204NoContent : StatusCodes.Status201Created;
        await Append(session, id, stream, events);
        return await Save(session, status, location, version + events.Count);
    }

    private async Task<(Decision Decision, TState? State, IResult? Fault)> Decide<TState>(
        IDocumentSession session, TState? state, Func<TState?, Facts, Task<Decision>> decide) where TState : class, IEvolve<TState>
    {
        var facts = new Facts(session, sources, context, approval?.ApprovedBy);
        var decision = await decide(state, facts);
        state ??= decision.Events.Aggregate(default(TState), TState.Evolve);
        return (decision, state, decision switch
        {
            _ when facts.Denial is not null => facts.Denial,
            { Refusal: { } refusal } => Problems.Refused(refusal),
            _ => IsReached(state, facts) ? null : Problems.NotPermitted(context.Permission),
        });
    }

    private IResult? Unmet<TState>(IEventStream<TState> stream) where TState : class
    {
        if (stream.Aggregate is null)
            return Problems.NotFound();
        if (context.IfMatch is null)
            return Problems.PreconditionRequired();
        return context.IfMatch is "*" || context.IfMatch == ETags.Of(stream.CurrentVersion ?? 0) ? null : Problems.Stale();
    }

    private bool IsReached<TState>(TState? state, Facts facts)
    {
        var reach = context.Actor.ReachOf(context.Permission);
        // Where the endpoint asks for no permission, the decision said who may.
        return context.Permission is "" || reach.Company || (state is IBelongToBranch { BranchId: var branch } && reach.Covers(branch)) || (reach.Own && facts.IsOwn);
    }

    private async Task<IReadOnlyList<IEvent>> Append<TState>(IDocumentSession session, Guid id, IEventStream<TState>? stream, IReadOnlyList<object> events)
        where TState : class
    {
        if (stream is null)
            session.Events.StartStream<TState>(id, events);
        else
            stream.AppendMany(events);

        // Also what the decision went on with beside; what another did in the same transaction is signed already.
        IReadOnlyList<IEvent> appended = [.. session.PendingChanges.Streams().SelectMany(x => x.Events).Where(x => x.UserName is null)];
        await signatures.Sign(appended, context);
        return appended;
    }

    private async Task<IResult> Save(IDocumentSession session, int status, string? location, long version)
    {
        // With a second person's consent goes its effect, on another stream.
        IReadOnlyList<IEvent> events = [.. session.PendingChanges.Streams().SelectMany(x => x.Events)];
        CommandReceipt.Keep(session, context, status, location, version, events.Count > 0);
        await session.SaveChangesAsync(context.Cancelled);
        return new Accepted(new CommandReceipt(status, location, version, events.Count > 0 ? events.Max(x => x.Sequence) : null));
    }

    /// <summary>Whether somebody else was quicker, so that another attempt may succeed.</summary>
    public static bool IsLostRace(Exception? e) => e switch
    {
        null => false,
        ConcurrencyException or Marten.Exceptions.ExistingStreamIdCollisionException => true,
        PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation
                or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        } => true,
        _ => IsLostRace(e.InnerException),
    };
}
