using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Projections.Governance;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Governance;

public static class GetCourseEndpoint
{
    /// <summary>Reads one course with its questions; the answers stay here.</summary>
    [WolverineGet("/api/governance/courses/{courseId}"), OpenToEmployees("nobody has a right before the basic course is passed")]
    [ProducesResponseType<CourseDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid courseId, Reads reads) => reads.One<CourseDetails>(courseId, _ => true, needed: "");
}

public static class ListCoursesEndpoint
{
    /// <summary>Lists the courses, in order of their ids.</summary>
    [WolverineGet("/api/governance/courses"), OpenToEmployees("nobody has a right before the basic course is passed")]
    [ProducesResponseType<Page<CourseDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid? after, int? limit, Reads reads) => reads.Page<CourseDetails>(after, limit);
}
