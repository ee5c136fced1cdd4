using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;
using Wolverine.Marten;

namespace CleaningEvents.Benchmarks.Bare;

/// <summary>The request that books a job, with all that the event needs in it.</summary>
public record BookBareJob(
    Guid JobId, Guid SiteId, StartWindow Window, IReadOnlyList<Position> Positions, IReadOnlyList<ChecklistItem> Checklist, string? ExternalReference = null)
{
    public class Validator : AbstractValidator<BookBareJob>
    {
        public Validator()
        {
            RuleFor(x => x.JobId).NotEmpty();
            RuleFor(x => x.SiteId).NotEmpty();
            RuleFor(x => x.Positions).NotEmpty();
            RuleFor(x => x.Checklist).NotNull();
        }
    }
}

/// <summary>Books without asking anything.</summary>
public static class BookBareJobEndpoint
{
    /// <summary>Starts the stream of a job.</summary>
    [WolverinePost("/bare/jobs")]
    public static (IResult, IMartenOp) Post(BookBareJob command)
    {
        var booked = new JobBooked(command.JobId, command.SiteId, command.SiteId, command.SiteId, JobKind.OneOff, new DateOnly(2026, 3, 2),
            command.Window, command.Positions, command.Checklist, command.ExternalReference);
        return (Results.Created($"/bare/jobs/{command.JobId}", null), MartenOps.StartStream<Job>(command.JobId, booked));
    }
}
