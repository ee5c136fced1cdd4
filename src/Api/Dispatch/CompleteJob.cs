using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <param name="CleanerId">Who reports for the crew and is in it; a cleaner only for themselves.</param>
/// <param name="Outcome">Full or Partial.</param>
/// <param name="Reason">Why only in part, at most 500 characters; needed for Partial.</param>
/// <param name="CustomerSignedBy">Who signed for the customer, at most 100 characters.</param>
public record CompleteJob(Guid CleanerId, CompletionOutcome Outcome, string? Reason = null, string? CustomerSignedBy = null)
{
    public class Validator : AbstractValidator<CompleteJob>
    {
        public Validator()
        {
            RuleFor(x => x.CleanerId).NotEmpty();
            RuleFor(x => x.Reason).OptionalText(500);
            RuleFor(x => x.CustomerSignedBy).OptionalText(100);
        }
    }
}

public static class CompleteJobEndpoint
{
    /// <summary>Records that the work has ended, as a whole or in part.</summary>
    [WolverinePost("/api/dispatch/jobs/{jobId}/complete"), Permission(Permission.WorkOnJobs)]
    public static Task<IResult> Post(Guid jobId, CompleteJob command, Commands commands) =>
        commands.Change<Job>(jobId, (job, facts) =>
            job.Complete(facts.As(command.CleanerId), command.Outcome, command.Reason, command.CustomerSignedBy, facts.Now));
}
