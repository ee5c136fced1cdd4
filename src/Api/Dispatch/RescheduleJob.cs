using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <param name="Window">When position 1 may start from now on, both ends included, at most 7 days.</param>
/// <param name="Reason">One of the closed list; it says which party asks.</param>
/// <param name="Note">More about it, at most 500 characters.</param>
public record RescheduleJob(StartWindow Window, RescheduleReason Reason, string? Note = null)
{
    public class Validator : AbstractValidator<RescheduleJob>
    {
        public Validator()
        {
            RuleFor(x => x.Window).Plausible();
            RuleFor(x => x.Note).OptionalText(500);
        }
    }
}

public static class RescheduleJobEndpoint
{
    /// <summary>Moves a job that nobody has begun to another window; its crew is free at once.</summary>
    [WolverinePost("/api/dispatch/jobs/{jobId}/reschedule"), Permission(Permission.RescheduleJobs)]
    public static Task<IResult> Post(Guid jobId, RescheduleJob command, Commands commands) =>
        commands.Change<Job>(jobId, async (job, facts) =>
            job.Reschedule(command.Window, await facts.The<Branch>(job.BranchId), command.Reason, command.Note, facts.Now));
}
