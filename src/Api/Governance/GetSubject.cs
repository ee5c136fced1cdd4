using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Governance;
using CleaningEvents.Projections.Governance;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

public static class GetSubjectEndpoint
{
    /// <summary>Reads what was decided about a subject's data: legal holds, and the receipt of its erasure.</summary>
    [WolverineGet("/api/governance/subjects/{subjectId}"), Permission(Permission.ReadSubjects)]
    [ProducesResponseType<DataSubjectDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid subjectId, Reads reads) => reads.One<DataSubjectDetails>(DataSubject.IdOf(subjectId));
}
