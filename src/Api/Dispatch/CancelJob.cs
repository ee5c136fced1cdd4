using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <param name="Reason">One of the closed list; it says which party cancels.</param>
/// <param name="Note">More about it, at most 500 characters.</param>
public record CancelJob(CancellationReason Reason, string? Note = null)
{
    public class Validator : AbstractValidator<CancelJob>
    {
        public Validator() => RuleFor(x => x.Note).OptionalText(500);
    }
}

public static class CancelJobEndpoint
{
    /// <summary>Cancels a job that is not completed; the crew's time is free at once.</summary>
    [WolverinePost("/api/dispatch/jobs/{jobId}/cancel"), Permission(Permission.CancelJobs)]
    public static Task<IResult> Post(Guid jobId, CancelJob command, Commands commands) =>
        commands.Change<Job>(jobId, (job, facts) => job.Cancel(command.Reason, command.Note, facts.Now));
}
