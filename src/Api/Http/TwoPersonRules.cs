using System.Text.Json;
using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Governance;
using Marten;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace CleaningEvents.Api.Http;

/// <summary>
/// Knows which commands take a second person. Answers from memory while the database tells of changes, as <see cref="ActorMemory"/>
/// does; else it asks the database each time, so that a new rule applies to the next request on every node.
/// </summary>
public sealed class TwoPersonRules(IDocumentStore store, ActorMemory memory, BusinessClock clock, IOptions<JsonOptions> json)
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(1);

    private volatile Known? known;

    /// <summary>The second person's part in the command at hand; null when it takes one person only.</summary>
    public async ValueTask<Review?> For(CommandContext context)
    {
        if (context.Asked is not { } asked || await RuleFor(asked.Command.Name, context.Cancelled) is not { } rule)
            return null;

        var body = asked.Body is { } read ? JsonSerializer.SerializeToElement(read, read.GetType(), json.Value.SerializerOptions) : default;
        return rule.AppliesTo(body) ? new Review(rule, asked, body, context) : null;
    }

    private async ValueTask<TwoPersonRule?> RuleFor(string command, CancellationToken cancelled)
    {
        var now = clock.GetUtcNow();
        var rules = known is { } fresh && memory.Hears && fresh.Generation == memory.Generation && now < fresh.Until ? fresh : await Load(now, cancelled);
        return rules.Rules.GetValueOrDefault(command);
    }

    private async Task<Known> Load(DateTimeOffset now, CancellationToken cancelled)
    {
        var generation = memory.Generation;
        await using var session = store.QuerySession();
        var rules = await session.Query<TwoPersonRuleDetails>().Where(x => x.IsInForce).ToListAsync(cancelled);
        return known = new Known(
            rules.Select(x => new TwoPersonRule(x.Id, x.Command, x.Conditions, x.ApproverPermission, x.HoursToLive, x.IsInForce, x.OnlySensitive))
                .Concat(TwoPersonRule.Floor).ToDictionary(x => x.Command),
            generation, now + LongestLife);
    }

    private sealed record Known(Dictionary<string, TwoPersonRule> Rules, int Generation, DateTimeOffset Until);
}

/// <summary>A rule that asks for a second person before the command at hand.</summary>
public sealed class Review(TwoPersonRule rule, AskedCommand asked, JsonElement body, CommandContext context)
{
    /// <summary>Whether the rule wants a second person for what was decided.</summary>
    public bool IsNeededFor(Decision decision) => rule.AppliesTo(decision);

    /// <summary>What is recorded instead of <paramref name="decided"/>, which the command would do to <paramref name="target"/> at <paramref name="version"/>.</summary>
    public ChangeProposed Propose(Guid target, long version, object? state, IReadOnlyList<object> decided, DateTimeOffset now) => new(
        Guid.CreateVersion7(), rule.Command, target, version, (state as IBelongToBranch)?.BranchId, asked.Route,
        body.ValueKind is JsonValueKind.Undefined ? null : body.GetRawText(), Reason(),
        decided.Select(Concerning.Subject).FirstOrDefault(x => x is not null) ?? target, context.Actor.AccountId,
        [.. decided.SelectMany(Concerning.Beneficiaries).Distinct()], rule.ApproverPermission, now.AddHours(rule.HoursToLive));

    private string? Reason() =>
        body.ValueKind is JsonValueKind.Object && body.TryGetProperty("reason", out var reason) && reason.ValueKind is JsonValueKind.String ? reason.GetString() : null;
}

/// <summary>A command as it came by HTTP.</summary>
public sealed class AskedCommand(ReviewableCommand command, HttpContext http)
{
    public ReviewableCommand Command => command;

    public IReadOnlyList<RouteValue> Route => command.RouteOf(http);

    /// <summary>The body as it was read; null when there is none.</summary>
    public object? Body => http.Features.Get<RequestBody>()!.Command;

    /// <summary>Null when the command never waits for a second person.</summary>
    public static AskedCommand? Of(HttpContext http) =>
        http.GetEndpoint()!.Metadata.GetMetadata<ReviewableCommand>() is { } command ? new AskedCommand(command, http) : null;
}
