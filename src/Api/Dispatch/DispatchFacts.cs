using CleaningEvents.Api.Http;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using Npgsql;
using NpgsqlTypes;

namespace CleaningEvents.Api.Dispatch;

/// <summary>What an assignment must know of the proposed crew and of the site.</summary>
public sealed record CrewFacts(IReadOnlyList<Candidate> Candidates, Site Site, TimeZoneInfo Zone);

/// <summary>Finds what dispatch decisions must know.</summary>
public static class DispatchFacts
{
    /// <summary>
    /// The crew with all their other bookings around the job, each cleaner locked until the command ends: who decides about the
    /// same cleaner waits here, before any event is numbered, and then sees what was decided.
    /// </summary>
    public static async Task<CrewFacts> Crew(this Facts facts, Job job, IReadOnlyList<Wish> wishes)
    {
        var site = await facts.The<Site>(job.SiteId);
        var branch = await facts.The<Branch>(job.BranchId);
        Guid[] ids = [.. wishes.Select(x => x.CleanerId).Distinct()];
        await facts.LockCleaners(ids);
        List<Cleaner> cleaners = [];
        foreach (var cleanerId in ids)
            cleaners.Add(await facts.The<Cleaner>(cleanerId));

        var bookings = await Bookings(facts, job, ids, Around(wishes, job));
        return new CrewFacts([.. cleaners.Select(x => new Candidate(x, [.. bookings[x.Id]]))], site, branch.TimeZone());
    }

    /// <summary>Whether the cleaner is checked in, and not out, on another job than <paramref name="jobId"/>.</summary>
    public static async Task<bool> IsElsewhere(this Facts facts, Guid cleanerId, Guid jobId)
    {
        await using var command = new NpgsqlCommand(
            "select exists (select from dispatch.cleaner_booking where cleaner_id = $1 and checked_in and not checked_out and job_id <> $2)")
        {
            Parameters = { new() { Value = cleanerId }, new() { Value = jobId } },
        };
        await using var reader = await facts.Session.ExecuteReaderAsync(command, facts.Cancelled);
        return await reader.ReadAsync(facts.Cancelled) && reader.GetBoolean(0);
    }

    /// <summary>Whatever else is decided about these cleaners waits until the command ends.</summary>
    public static async Task LockCleaners(this Facts facts, Guid[] cleanerIds)
    {
        await facts.Session.BeginTransactionAsync(facts.Cancelled);
        // In one order everywhere, so that two crews never wait for each other.
        await using var command = new NpgsqlCommand(
            "select pg_advisory_xact_lock(key) from (select distinct hashtextextended(id::text, 0) as key from unnest($1) as id order by key) as cleaners")
        {
            Parameters = { new() { Value = cleanerIds } },
        };
        await using var reader = await facts.Session.ExecuteReaderAsync(command, facts.Cancelled);
    }

    private static async Task<ILookup<Guid, Booking>> Bookings(Facts facts, Job job, Guid[] cleanerIds, TimeSlot around)
    {
        await using var query = new NpgsqlCommand(
            "select cleaner_id, job_id, planned from dispatch.cleaner_booking where cleaner_id = any($1) and planned && $2 and job_id <> $3")
        {
            Parameters =
            {
                new() { Value = cleanerIds },
                new() { Value = new NpgsqlRange<DateTime>(around.StartsAt.UtcDateTime, around.EndsAt.UtcDateTime) },
                new() { Value = job.Id },
            },
        };
        await using var reader = await facts.Session.ExecuteReaderAsync(query, facts.Cancelled);
        List<(Guid CleanerId, Booking Booking)> found = [];
        while (await reader.ReadAsync(facts.Cancelled))
        {
            var planned = reader.GetFieldValue<NpgsqlRange<DateTime>>(2);
            found.Add((reader.GetGuid(0), new Booking(reader.GetGuid(1), new TimeSlot(planned.LowerBound, planned.UpperBound))));
        }

        return found.ToLookup(x => x.CleanerId, x => x.Booking);
    }

    private static TimeSlot Around(IReadOnlyList<Wish> wishes, Job job) =>
        new(wishes.Min(x => x.StartsAt), wishes.Max(x => x.StartsAt).AddMinutes(job.Positions.Max(x => x.DurationMinutes)));
}
