using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Crm;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;
using Position = CleaningEvents.Domain.Dispatch.Position;

namespace CleaningEvents.Api.Dispatch;

/// <param name="JobId">A new UUIDv7 from the client.</param>
/// <param name="SiteId">Where; branch and customer are the site's.</param>
/// <param name="Window">When position 1 may start, both ends included, at most 7 days.</param>
/// <param name="Positions">Who is needed, 1 to 20, in order; position 1 comes first.</param>
/// <param name="Checklist">What is to be done, at most 200 items, each at most 200 characters and named once.</param>
/// <param name="ExternalReference">The job's number where it comes from, at most 100 characters; unique.</param>
public record BookJob(
    Guid JobId, Guid SiteId, StartWindow Window, IReadOnlyList<BookJob.Part> Positions, IReadOnlyList<ChecklistItem> Checklist,
    string? ExternalReference = null)
{
    /// <param name="Skill">The kind of work, at most 60 characters.</param>
    /// <param name="DurationMinutes">Work in minutes, 1 to 1,440.</param>
    /// <param name="OffsetFromMinutes">Starts at least so many minutes after position 1, 0 to 1,440; 0 for position 1.</param>
    /// <param name="OffsetUntilMinutes">Starts at most so many minutes after position 1, not less than the first offset.</param>
    public record Part(string Skill, int DurationMinutes, int OffsetFromMinutes = 0, int OffsetUntilMinutes = 0);

    public class Validator : AbstractValidator<BookJob>
    {
        public Validator()
        {
            RuleFor(x => x.JobId).NotEmpty();
            RuleFor(x => x.SiteId).NotEmpty();
            RuleFor(x => x.Window).Plausible();
            RuleFor(x => x.Positions).NotEmpty().AtMost(20);
            RuleForEach(x => x.Positions).SetValidator(new PartValidator());
            RuleFor(x => x.Positions).Must(x => x is not [{ OffsetFromMinutes: not 0 } or { OffsetUntilMinutes: not 0 }, ..])
                .WithMessage("Position 1 has no offset.");
            RuleFor(x => x.Checklist).AtMost(200).Must(x => x.DistinctBy(y => y.Item).Count() == x.Count).WithMessage("An item is named twice.");
            RuleForEach(x => x.Checklist).ChildRules(item => item.RuleFor(x => x.Item).Text(200));
            RuleFor(x => x.ExternalReference).OptionalText(100);
        }
    }

    public class PartValidator : AbstractValidator<Part>
    {
        public PartValidator()
        {
            RuleFor(x => x.Skill).Text(60);
            RuleFor(x => x.DurationMinutes).InclusiveBetween(1, 1_440);
            RuleFor(x => x.OffsetFromMinutes).InclusiveBetween(0, 1_440);
            RuleFor(x => x.OffsetUntilMinutes).InclusiveBetween(0, 1_440).GreaterThanOrEqualTo(x => x.OffsetFromMinutes);
        }
    }

    public JobBooked At(Site site) => new(
        JobId, site.BranchId, site.CustomerId, site.Id, JobKind.OneOff, ServiceOn: default, Window,
        [.. Positions.Select((x, i) => new Position(i + 1, x.Skill, x.DurationMinutes, x.OffsetFromMinutes, x.OffsetUntilMinutes))],
        Checklist, ExternalReference);
}

public static class BookJobEndpoint
{
    /// <summary>Books one dated piece of work at a site.</summary>
    [WolverinePost("/api/dispatch/jobs"), Permission(Permission.BookJobs)]
    public static Task<IResult> Post(BookJob command, Commands commands) =>
        commands.Start<Job>(command.JobId, $"/api/dispatch/jobs/{command.JobId}", async (job, facts) =>
        {
            var site = await facts.The<Site>(command.SiteId);
            var branch = await facts.The<Branch>(site.BranchId);
            return Job.Book(job, command.At(site), site, branch, await facts.Claims((UniqueKind.JobReference, command.ExternalReference)));
        });
}
