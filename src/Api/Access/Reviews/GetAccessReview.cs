using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Access.Reviews;

public static class GetAccessReviewEndpoint
{
    /// <summary>Reads one review of access with every grant in it.</summary>
    [WolverineGet("/api/access/reviews/{accessReviewId}"), Permission(Permission.ReadReviews)]
    [ProducesResponseType<AccessReviewDetails>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid accessReviewId, Reads reads) => reads.One<AccessReviewDetails>(accessReviewId);
}

public static class ListAccessReviewsEndpoint
{
    /// <summary>Lists reviews of access in order of their ids.</summary>
    [WolverineGet("/api/access/reviews"), Permission(Permission.ReadReviews)]
    [ProducesResponseType<Page<AccessReviewDetails>>(StatusCodes.Status200OK)]
    public static Task<IResult> Get(Guid? after, int? limit, Reads reads) => reads.Page<AccessReviewDetails>(after, limit);
}
