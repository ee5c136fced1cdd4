using CleaningEvents.Api.Hosting;
using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Projections.Access;
using CleaningEvents.Projections.Crm;
using CleaningEvents.Projections.Dispatch;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <summary>What a cleaner has to do on one calendar day of the branch, in order.</summary>
public sealed record CleanersDay(Guid CleanerId, DateOnly Day, IReadOnlyList<Visit> Visits);

/// <summary>A job on the cleaner's phone.</summary>
/// <param name="Job">The job.</param>
/// <param name="SiteId">Where it is done.</param>
/// <param name="SiteName">What people call the site.</param>
/// <param name="Address">Where to go.</param>
/// <param name="Location">The same for the map.</param>
/// <param name="HasAccessInstructions">Whether somebody said how to get in.</param>
/// <param name="AccessInstructions">How to get in; only for the cleaner's own visits of today, since there may be no signal at the door.</param>
public sealed record Visit(
    JobDetails Job, Guid SiteId,
    [Shows(typeof(SiteDetails), nameof(SiteDetails.Name))] string SiteName,
    [Shows(typeof(SiteDetails), nameof(SiteDetails.Address))] string Address,
    [Shows(typeof(SiteDetails), nameof(SiteDetails.Location))] GeoPoint? Location,
    bool HasAccessInstructions,
    [Shows(typeof(SiteDetails), nameof(SiteDetails.AccessInstructions))] string? AccessInstructions);

public static class GetCleanersDayEndpoint
{
    /// <summary>Reads a cleaner's day as fresh as the last command; a cleaner only their own.</summary>
    [WolverineGet("/api/dispatch/cleaners/{cleanerId}/day"), Permission(Permission.ReadJobs)]
    [ProducesResponseType<CleanersDay>(StatusCodes.Status200OK), ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    public static async Task<IResult> Get(Guid cleanerId, DateOnly day, BusinessClock clock, Reads reads)
    {
        if (!day.IsPlausible())
            return Problems.ImplausibleDay("day");

        await using var session = reads.Session();
        if (await session.LoadAsync<CleanerDetails>(cleanerId, reads.Cancelled) is not { } cleaner)
            return Problems.NotFound();
        if (!reads.IsReached(cleaner))
            return Problems.NotPermitted(Permission.ReadJobs);

        var branch = (await session.LoadAsync<BranchDetails>(cleaner.BranchId, reads.Cancelled))!;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(branch.Zone);
        var goesIn = LocalTime.DayOf(clock.GetUtcNow(), zone) == day && reads.Actor.CleanerId == cleanerId;
        if (goesIn)
            reads.Look.Reveal(AccessPurpose.ServiceDelivery);
        var whole = new TimeSlot(LocalTime.At(day, TimeOnly.MinValue, zone), LocalTime.At(day.AddDays(1), TimeOnly.MinValue, zone));
        var jobs = await session.LoadManyAsync<JobDetails>(reads.Cancelled, await JobsOf(cleanerId, whole, reads));
        var sites = (await session.LoadManyAsync<SiteDetails>(reads.Cancelled, jobs.Select(x => x.SiteId).Distinct().ToArray())).ToDictionary(x => x.Id);
        return Results.Ok(new CleanersDay(cleanerId, day,
        [
            .. jobs.OrderBy(x => x.Crew.Where(y => y.CleanerId == cleanerId).Min(y => y.StartsAt)).Select(x => Show(x, sites[x.SiteId], goesIn)),
        ]));
    }

    private static Visit Show(JobDetails job, SiteDetails site, bool goesIn) =>
        new(job, site.Id, site.Name, site.Address, site.Location, site.HasAccessInstructions, goesIn ? site.AccessInstructions : null);

    private static async Task<Guid[]> JobsOf(Guid cleanerId, TimeSlot day, Reads reads)
    {
        await using var command = reads.Database.CreateCommand(
            "select distinct job_id from dispatch.cleaner_booking where cleaner_id = $1 and planned && tstzrange($2, $3) and lower(planned) >= $2");
        command.Parameters.Add(new() { Value = cleanerId });
        command.Parameters.Add(new() { Value = day.StartsAt.UtcDateTime });
        command.Parameters.Add(new() { Value = day.EndsAt.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(reads.Cancelled);
        List<Guid> found = [];
        while (await reader.ReadAsync(reads.Cancelled))
            found.Add(reader.GetGuid(0));
        return [.. found];
    }
}
