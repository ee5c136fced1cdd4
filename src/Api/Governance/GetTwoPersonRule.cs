using System.ComponentModel;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Governance;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

/// <summary>Every rule that a company has, and those that it cannot change.</summary>
/// <param name="Always">Commands that take two people always, with the permission of the second.</param>
/// <param name="Rules">The company's own rules, those lifted included, in order of ids.</param>
/// <param name="Commands">Every command that a rule may be set for.</param>
public sealed record TwoPersonRulesAnswer(
    IReadOnlyList<TwoPersonRuleDetails> Always, IReadOnlyList<TwoPersonRuleDetails> Rules,
    [Plain(DataClass.Internal, "Names of commands.")] IReadOnlyList<string> Commands);

public static class GetTwoPersonRuleEndpoint
{
    /// <summary>Reads the rule of one command.</summary>
    [WolverineGet("/api/governance/two-person-rules/{command}"), Permission(Permission.ReadTwoPersonRules)]
    [ProducesResponseType<TwoPersonRuleDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get([Description("Name of the command, such as grant-role.")] string command, Reads reads) =>
        reads.One<TwoPersonRuleDetails>(TwoPersonRule.IdOf(command));
}

public static class ListTwoPersonRulesEndpoint
{
    /// <summary>Lists which commands take two people, and which may.</summary>
    [WolverineGet("/api/governance/two-person-rules"), Permission(Permission.ReadTwoPersonRules)]
    [ProducesResponseType<TwoPersonRulesAnswer>(StatusCodes.Status200OK)]
    public static async Task<IResult> Get(Reads reads, ReviewableCommands reviewable)
    {
        await using var session = reads.Session();
        var rules = await Marten.QueryableExtensions.ToListAsync(session.Query<TwoPersonRuleDetails>().OrderBy(x => x.Id), reads.Cancelled);
        var always = TwoPersonRule.Floor.Select(x => new TwoPersonRuleDetails(x.Id, x.Command, x.Conditions, x.ApproverPermission, x.HoursToLive));
        return Results.Ok(new TwoPersonRulesAnswer([.. always], rules, [.. reviewable.Names.Order(StringComparer.Ordinal)]));
    }
}
