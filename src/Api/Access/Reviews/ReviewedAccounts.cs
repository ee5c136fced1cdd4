using CleaningEvents.Api.Http;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using JasperFx.Events;

namespace CleaningEvents.Api.Access.Reviews;

/// <summary>The accounts that a batch of decisions is about: what is decided happens to them in the same transaction, whole or not at all.</summary>
public sealed class ReviewedAccounts
{
    private readonly IReadOnlyDictionary<int, ReviewItem> items;
    private readonly Dictionary<Guid, IEventStream<Account>> accounts = [];

    private ReviewedAccounts(IEnumerable<ReviewItem> items) => this.items = items.ToDictionary(x => x.Number);

    public static async Task<ReviewedAccounts> Of(IReadOnlyList<ReviewItem> items, Facts facts)
    {
        var reviewed = new ReviewedAccounts(items);
        foreach (var account in items.Select(x => x.AccountId).Distinct())
            reviewed.accounts[account] = await facts.Beside<Account>(account);
        return reviewed;
    }

    /// <summary>Numbers of the items whose grant is still held as it was when the review began.</summary>
    public IReadOnlySet<int> Held() => items.Values.Where(x => accounts[x.AccountId].Aggregate!.Grants.Contains(x.Grant)).Select(x => x.Number).ToHashSet();

    /// <summary>Does to the accounts what <paramref name="decision"/> says, if it says anything.</summary>
    public Decision Follow(Decision decision)
    {
        foreach (var decided in decision.Events.OfType<AccessReviewDecided>())
            foreach (var account in decided.Decisions.Where(x => x is { Verdict: not ReviewVerdict.Keep, Outcome: ReviewOutcome.Applied }).GroupBy(x => x.AccountId))
                accounts[account.Key].AppendMany(Effect(accounts[account.Key].Aggregate!, account));
        return decision;
    }

    private List<object> Effect(Account account, IEnumerable<ReviewDecision> decisions)
    {
        List<object> effect = [];
        foreach (var decision in decisions)
        {
            var events = account.Curtail(items[decision.Number].Grant, decision.ReducedTo, decision.Reason ?? AccessReview.NobodyDecided).Events;
            effect.AddRange(events);
            account = events.Aggregate(account, (x, e) => Account.Evolve(x, e)!);
        }

        return effect;
    }
}
