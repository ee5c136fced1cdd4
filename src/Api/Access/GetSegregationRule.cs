using System.ComponentModel;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access;

public static class GetSegregationRuleEndpoint
{
    /// <summary>Reads one rule that keeps duties apart.</summary>
    [WolverineGet("/api/access/segregation-rules/{rule}"), Permission(Permission.ReadSegregationRules)]
    [ProducesResponseType<SegregationRuleDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get([Description("Name of the rule, such as administrators-apart.")] string rule, Reads reads) =>
        reads.One<SegregationRuleDetails>(SegregationRule.IdOf(rule));
}

public static class ListSegregationRulesEndpoint
{
    /// <summary>Lists the rules that keep duties apart, those lifted included, in order of their ids.</summary>
    [WolverineGet("/api/access/segregation-rules"), Permission(Permission.ReadSegregationRules)]
    [ProducesResponseType<Page<SegregationRuleDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid? after, int? limit, Reads reads) => reads.Page<SegregationRuleDetails>(after, limit);
}
