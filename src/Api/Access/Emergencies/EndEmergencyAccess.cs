using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using Wolverine.Http;

namespace CleaningEvents.Api.Access.Emergencies;

public static class EndEmergencyAccessEndpoint
{
    /// <summary>Ends an emergency access before its time; it gives nothing from the next request on.</summary>
    /// <remarks>Whoever holds it gives it back; to stop another's takes the permission `access.emergency.review`.</remarks>
    [WolverinePost("/api/access/emergency-accesses/{emergencyAccessId}/end"), OpenToEmployees("who holds it gives it back, and who may review it stops it")]
    public static Task<IResult> Post(Guid emergencyAccessId, [NotBody] Commands commands) =>
        commands.Change<EmergencyAccess>(emergencyAccessId, (access, facts) =>
        {
            if (facts.Actor.AccountId != access.AccountId && !facts.Actor.ReachOf(Permission.ReviewEmergencyAccess).Covers(access.BranchId ?? Guid.Empty))
                facts.Deny(Problems.NotPermitted(Permission.ReviewEmergencyAccess));
            return access.End(facts.Actor.AccountId, facts.Now);
        });
}
