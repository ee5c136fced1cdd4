using System.Linq.Expressions;
using CleaningEvents.Api.Http.Reading;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Projections;
using Marten;
using Marten.Linq.MatchesSql;
using Npgsql;

namespace CleaningEvents.Api.Http;

/// <summary>The way of a question: find the read models within the caller's reach and answer with version and log position.</summary>
public sealed class Reads(IDocumentStore store, NpgsqlDataSource database, Actor actor, string permission, HttpContext http)
{
    /// <summary>The longest page of a list.</summary>
    public const int LongestPage = 200;

    public const int UsualPage = 50;

    /// <summary>For the request at hand; endpoints get it as a parameter.</summary>
    public static Reads For(HttpContext http, IDocumentStore store, NpgsqlDataSource database) =>
        new(store, database, Actor.For(http), http.GetEndpoint()?.Metadata.GetMetadata<PermissionAttribute>()?.Name ?? "", http);

    public CancellationToken Cancelled => http.RequestAborted;

    public NpgsqlDataSource Database => database;

    public Reach Reach => actor.ReachOf(permission);

    public Actor Actor => actor;

    /// <summary>What the answer shows, and will be on record before it leaves.</summary>
    public Look Look => http.Features.Get<Look>()!;

    // Not a query session, which does not ask for the row's id: what was moved under another id would be believed.
    public IQuerySession Session() => store.LightweightSession();

    /// <summary>One read model with its version as ETag; 404 when there is none, 403 beyond the caller's reach.</summary>
    public Task<IResult> One<T>(Guid id) where T : class, IVersioned => One<T>(id, x => IsReached(x), permission);

    /// <summary>The same where <paramref name="isShown"/> says who may see it; others would need the permission <paramref name="needed"/>.</summary>
    public async Task<IResult> One<T>(Guid id, Func<T, bool> isShown, string needed) where T : class, IVersioned
    {
        if (await Load<T>(id) is not { } found)
            return Problems.NotFound();
        if (!isShown(found))
            return Problems.NotPermitted(needed);

        var position = await PositionOf(id, found.Version);
        return new Versioned<T>(found, found.Version, position);
    }

    /// <summary>A page of read models in order of their ids, within the caller's reach.</summary>
    public async Task<IResult> Page<T>(Guid? after, int? limit, Expression<Func<T, bool>>? filter = null) where T : class, IVersioned
    {
        if (limit is < 1 or > LongestPage)
            return Problems.Invalid("limit", "out-of-range", $"From 1 to {LongestPage}.");

        await using var session = Session();
        var size = limit ?? UsualPage;
        var query = session.Query<T>().Where(x => x.MatchesSql("d.id > ?", after ?? Guid.Empty));
        if (typeof(IBelongToBranch).IsAssignableFrom(typeof(T)) && !Reach.Company)
            query = query.Where(x => x.MatchesSql("(d.data ->> 'branchId')::uuid = any(?)", Reach.Branches.ToArray()));
        if (filter is not null)
            query = query.Where(filter);
        var found = await query.OrderBy(x => x.Id).Take(size + 1).ToListAsync(Cancelled);
        return Results.Ok(new Page<T>([.. found.Take(size)], found.Count > size ? found[size - 1].Id : null));
    }

    /// <summary>How far an async read model has come once it has come to <paramref name="atLeast"/>, which the answer tells; else what to answer instead.</summary>
    public async Task<(long Position, IResult? Fault)> Fresh(string shard, long? atLeast)
    {
        if (atLeast > await LogPosition.Last(database, Cancelled))
            return (0, Problems.Invalid("atLeast", "not-recorded-yet", "No event has this position yet."));

        var position = await LogPosition.Reached(database, shard, atLeast ?? 0, Cancelled);
        if (position < atLeast)
            return (position, Problems.Behind(position));

        http.Response.Headers[LogPosition.Header] = position.ToString();
        return (position, null);
    }

    /// <summary>Whether the permission reaches <paramref name="found"/>: by company, by branch, or because it is the caller's own.</summary>
    public bool IsReached(object found) =>
        Reach.Company
        || (found is IBelongToBranch { BranchId: var branch } ? Reach.Covers(branch) : Reach.Branches.Count > 0)
        || (Reach.Own && actor.CleanerId is { } self && found is IBelongToCleaners { Cleaners: var cleaners } && cleaners.Contains(self));

    // The session gives its connection back at once: who holds one while waiting for another can wait for ever.
    private async Task<T?> Load<T>(Guid id) where T : class
    {
        await using var session = Session();
        return await session.LoadAsync<T>(id, Cancelled);
    }

    private async Task<long?> PositionOf(Guid stream, int version)
    {
        await using var command = database.CreateCommand("select seq_id from public.mt_events where stream_id = $1 and version = $2");
        command.Parameters.Add(new() { Value = stream });
        command.Parameters.Add(new() { Value = (long)version });
        return await command.ExecuteScalarAsync(Cancelled) as long?;
    }
}
