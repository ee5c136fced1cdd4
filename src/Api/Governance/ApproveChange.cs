using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

public static class ApproveChangeEndpoint
{
    /// <summary>Agrees to a change, which is made at once at the version it was proposed for, or lapses with the reason.</summary>
    /// <remarks>Refused with 409 `change-lapsed` when it cannot be made any more. The rule of the command names the permission that is needed.</remarks>
    [WolverinePost("/api/governance/change-requests/{changeRequestId}/approve"), OpenToEmployees("the rule of the command names the permission"), StepUp]
    public static Task<IResult> Post(Guid changeRequestId, [NotBody] Commands commands, Approvals approvals, HttpContext http) =>
        approvals.Approve(changeRequestId, commands, http);
}
