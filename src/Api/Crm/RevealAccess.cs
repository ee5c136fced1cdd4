using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Http.Reading;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Crm;
using CleaningEvents.Projections.Dispatch;
using FluentValidation;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Crm;

/// <param name="Purpose">Why it must be known.</param>
public record RevealAccess(AccessPurpose Purpose)
{
    public class Validator : AbstractValidator<RevealAccess>
    {
        public Validator() => RuleFor(x => x.Purpose).IsInEnum();
    }
}

/// <summary>How to get into a site.</summary>
/// <param name="SiteId">The site.</param>
/// <param name="AccessInstructions">Door and alarm codes and the like; null when nobody said any.</param>
public sealed record RevealedAccess(Guid SiteId, [Shows(typeof(SiteDetails), nameof(SiteDetails.AccessInstructions))] string? AccessInstructions);

public static class RevealAccessEndpoint
{
    /// <summary>Tells how to get into a site at which a job is to be done today; who asked, and why, is on record first.</summary>
    [WolverinePost("/api/crm/sites/{siteId}/reveal-access"), Permission(Permission.RevealSiteAccess), AccessAs(AccessMode.Reveal)]
    [ProducesResponseType<RevealedAccess>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict, "application/problem+json")]
    public static async Task<IResult> Post(Guid siteId, RevealAccess question, BusinessClock clock, Reads reads)
    {
        await using var session = reads.Session();
        if (await session.LoadAsync<SiteDetails>(siteId, reads.Cancelled) is not { } site)
            return Problems.NotFound();
        if (!reads.IsReached(site))
            return Problems.NotPermitted(Permission.RevealSiteAccess);
        if (Site.RevealAccess(await IsJobToday(site, clock, session, reads.Cancelled)).Refusal is { } refusal)
            return Problems.Refused(refusal);

        reads.Look.Reveal(question.Purpose);
        return Results.Ok(new RevealedAccess(siteId, site.AccessInstructions));
    }

    private static async Task<bool> IsJobToday(SiteDetails site, BusinessClock clock, IQuerySession session, CancellationToken cancelled)
    {
        var branch = (await session.LoadAsync<BranchDetails>(site.BranchId, cancelled))!;
        var today = LocalTime.DayOf(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(branch.Zone));
        return await session.Query<JobDetails>().AnyAsync(x => x.SiteId == site.Id && x.ServiceOn == today && x.Status != JobStatus.Cancelled, cancelled);
    }
}
