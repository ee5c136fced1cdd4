using System.Runtime.CompilerServices;
using System.Text.Json;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Security;
using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;
using CleaningEvents.Projections;
using JasperFx.Events;
using Marten;

namespace CleaningEvents.Api.Http;

/// <summary>What a decision must know beside the stream it is about; read in the command's own transaction.</summary>
public sealed class Facts(IDocumentSession session, FactSources sources, CommandContext context, Guid? approvedBy = null)
{
    public IDocumentSession Session => session;

    public Npgsql.NpgsqlDataSource Database => sources.Database;

    public CancellationToken Cancelled => context.Cancelled;

    /// <summary>The account that asks; null for the installation.</summary>
    public Guid? AskedBy => context.Actor.AccountId == Guid.Empty ? null : context.Actor.AccountId;

    /// <summary>Who asks and, where it took two people, who agreed; none for the installation.</summary>
    public IReadOnlyList<Guid> Deciders => [.. new[] { AskedBy, approvedBy }.OfType<Guid>()];

    /// <summary>Who asks.</summary>
    public Actor Actor => context.Actor;

    public DateTimeOffset Now { get; } = sources.Clock.GetUtcNow();

    /// <summary>Whether the command was found to be about the caller's own.</summary>
    public bool IsOwn { get; private set; }

    /// <summary>Set when the caller may not know or use something that the command names.</summary>
    public IResult? Denial { get; private set; }

    /// <summary>Whatever the decision says, the answer is <paramref name="denial"/> and nothing is recorded.</summary>
    public void Deny(IResult denial) => Denial = denial;

    /// <summary>The cleaner in whose name the command acts; a permission for one's own reaches no further.</summary>
    public Guid As(Guid cleanerId)
    {
        IsOwn = context.Actor.CleanerId == cleanerId;
        return cleanerId;
    }

    /// <summary>Another stream's state that the request names; the request is at fault when there is none.</summary>
    /// <exception cref="UnknownReferenceException"/>
    public async Task<TState> The<TState>(Guid id, [CallerArgumentExpression(nameof(id))] string named = "") where TState : class, IEvolve<TState>
    {
        var state = await Find<TState>(id) ?? throw new UnknownReferenceException(FieldOf(named));
        var reach = context.Actor.ReachOf(context.Permission);
        if (state is IBelongToBranch { BranchId: var branch } && !reach.Own && !reach.Covers(branch))
            Denial = Problems.NotPermitted(context.Permission);
        return state;
    }

    /// <summary>Another stream's state, or null where there is no such stream.</summary>
    public Task<TState?> Find<TState>(Guid id) where TState : class, IEvolve<TState> =>
        session.Events.AggregateStreamAsync<TState>(id, token: context.Cancelled);

    /// <summary>Another stream that may go on with the decision: what is appended to it is recorded in the same transaction, or a lost race.</summary>
    public Task<IEventStream<TState>> Beside<TState>(Guid id) where TState : class, IEvolve<TState> =>
        session.Events.FetchForWriting<TState>(id, context.Cancelled);

    /// <summary>Who has the values already that may belong to one stream only.</summary>
    public async Task<UniqueClaims> Claims(params (UniqueKind Kind, string? Value)[] asked)
    {
        var stored = asked.Where(x => x.Value is not null).DistinctBy(x => x)
            .ToDictionary(x => (x.Kind, Stored: UniqueClaimsTable.Stored(x.Kind, x.Value!, sources.Blinding.Mac)), x => x.Value!);
        if (stored.Count is 0)
            return UniqueClaims.None;

        await using var command = sources.Database.CreateCommand(
            "select kind, value, stream_id from public.unique_claim where (kind, value) in (select * from unnest($1, $2))");
        command.Parameters.Add(new() { Value = stored.Keys.Select(x => x.Kind.ToString()).ToArray() });
        command.Parameters.Add(new() { Value = stored.Keys.Select(x => x.Stored).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(context.Cancelled);
        Dictionary<(UniqueKind, string), Guid> owners = [];
        while (await reader.ReadAsync(context.Cancelled))
        {
            var kind = Enum.Parse<UniqueKind>(reader.GetString(0));
            owners[(kind, stored[(kind, reader.GetString(1))])] = reader.GetGuid(2);
        }

        return new UniqueClaims(owners);
    }

    private static string FieldOf(string expression) => JsonNamingPolicy.CamelCase.ConvertName(expression.Split('.')[^1]);
}

/// <summary>Where facts come from besides the session.</summary>
public sealed record FactSources(BusinessClock Clock, Npgsql.NpgsqlDataSource Database, BlindingKey Blinding);

/// <summary>A request names something that does not exist.</summary>
public sealed class UnknownReferenceException(string field) : Exception($"Nothing has the id in '{field}'.")
{
    public string Field { get; } = field;
}
