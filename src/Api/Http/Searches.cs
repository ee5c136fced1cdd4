using CleaningEvents.Api.Security.Keys;
using CleaningEvents.Domain;
using CleaningEvents.Projections;
using CleaningEvents.Projections.Search;
using Marten;

namespace CleaningEvents.Api.Http;

/// <summary>Finds read models by their protected fields: the blind index tells which may be meant, and what they say in clear which are.</summary>
public sealed class Searches(BlindingKey key)
{
    /// <summary>
    /// A page of read models in order of their ids, within the caller's reach. It may hold fewer than asked for and yet not be the last:
    /// then the index told of some that were not meant.
    /// </summary>
    public async Task<IResult> Find<T>(Search search, Reads reads, params (SearchableField Field, Func<T, string?> Value)[] fields) where T : class, IVersioned
    {
        var asked = fields.Where(x => search.Field is null || x.Field.Field == search.Field).ToList();
        if (asked is [])
            return Problems.Invalid("field", "unknown-field", $"One of {string.Join(", ", fields.Select(x => x.Field.Field))}.");

        var index = new BlindQuestion(search, [.. asked.Select(x => x.Field)], key.Mac);
        if (index.IsEmpty)
            return Problems.Invalid("text", "text-too-short", "A Han character, two others, or three digits of a phone number.");

        var size = search.Limit ?? Reads.UsualPage;
        var ids = await index.Ask(BranchesOf<T>(reads), size + 1, reads);
        await using var session = reads.Session();
        var found = await session.LoadManyAsync<T>(reads.Cancelled, ids.Take(size).ToArray());
        var meant = found.Where(x => reads.IsReached(x) && asked.Exists(y => Terms.Match(y.Value(x), search.Text, y.Field.Kind, search.Exact)));
        return Results.Ok(new Page<T>([.. meant.OrderBy(x => ids.IndexOf(x.Id))], ids.Count > size ? ids[size - 1] : null));
    }

    /// <summary>The branches within which to look; null for everywhere.</summary>
    private static Guid[]? BranchesOf<T>(Reads reads) =>
        typeof(IBelongToBranch).IsAssignableFrom(typeof(T)) && !reads.Reach.Company ? [.. reads.Reach.Branches] : null;
}
