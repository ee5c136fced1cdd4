using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Dispatch;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

public static class GetJobEndpoint
{
    /// <summary>Reads everything of one job; a cleaner only jobs of their own crew.</summary>
    [WolverineGet("/api/dispatch/jobs/{jobId}"), Permission(Permission.ReadJobs)]
    [ProducesResponseType<JobDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid jobId, Reads reads) => reads.One<JobDetails>(jobId);
}
