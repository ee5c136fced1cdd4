using System.ComponentModel;
using System.Linq.Expressions;
using CleaningEvents.Api.Access.Detection;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Marten.Linq.MatchesSql;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

/// <summary>One case with what there is to know about it.</summary>
/// <param name="Case">The case.</param>
/// <param name="LooksFor">What its rule looks for; null for a report.</param>
/// <param name="Explanations">What each alert found, in the order of the alerts.</param>
public sealed record CaseView(MisuseCaseDetails Case, Bilingual? LooksFor, IReadOnlyList<Bilingual> Explanations);

public static class GetCaseEndpoint
{
    /// <summary>Reads one case with its explanation in both languages. Nobody reads a case about themselves.</summary>
    [WolverineGet("/api/access/cases/{caseId}"), Permission(Permission.ReadCases)]
    [ProducesResponseType<CaseView>(StatusCodes.Status200OK)]
    public static async Task<IResult> Get(Guid caseId, Reads reads)
    {
        await using var session = reads.Session();
        var found = await session.LoadAsync<MisuseCaseDetails>(caseId, reads.Cancelled);
        // As if there were none: that somebody is suspected is not told to them.
        if (found is null || found.SubjectId == reads.Actor.AccountId)
            return Problems.NotFound();
        if (!reads.Reach.Company)
            return Problems.NotPermitted(Permission.ReadCases);

        var view = new CaseView(found, Explanation.LooksFor(found.Rule), [.. found.Alerts.Select(x => Explanation.Of(found.Rule!, x))]);
        return new Versioned<CaseView>(view, found.Version, position: null);
    }
}

public static class ListCasesEndpoint
{
    /// <summary>Lists cases in order of their ids, those about oneself left out.</summary>
    [WolverineGet("/api/access/cases"), Permission(Permission.ReadCases)]
    [ProducesResponseType<Page<MisuseCaseDetails>>(StatusCodes.Status200OK)]
    public static async Task<IResult> Get(
        [Description("How far they have got; left out: anything.")] MisuseCaseStatus? status,
        [Description("Id of the rule that found something, such as R2; left out: any, and reports.")] string? rule,
        [Description("The account that they are about; left out: any.")] Guid? accountId,
        [Description("Who looks into them; left out: anybody.")] Guid? assignedTo,
        Guid? after, int? limit, Reads reads) =>
        reads.Reach.Company
            ? await reads.Page(after, limit, Filter(reads.Actor.AccountId, ("status", status?.ToString()), ("rule", rule), ("accountId", $"{accountId}"), ("assignedTo", $"{assignedTo}")))
            : Problems.NotPermitted(Permission.ReadCases);

    private static Expression<Func<MisuseCaseDetails, bool>> Filter(Guid self, params (string Member, string? Value)[] wanted)
    {
        var given = wanted.Where(x => x.Value is { Length: > 0 }).ToList();
        var sql = string.Join(" and ", given.Select(x => $"d.data ->> '{x.Member}' = ?").Prepend("d.data ->> 'subjectId' <> ?"));
        object[] values = [$"{self}", .. given.Select(x => x.Value!)];
        return x => x.MatchesSql(sql, values);
    }
}
