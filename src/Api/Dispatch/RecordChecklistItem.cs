using CleaningEvents.Api.Http;
using CleaningEvents.Api.Security;
using CleaningEvents.Domain.Access;
using CleaningEvents.Domain.Dispatch;
using FluentValidation;
using Wolverine.Http;

namespace CleaningEvents.Api.Dispatch;

/// <param name="CleanerId">Who answers; a cleaner only for themselves.</param>
/// <param name="Item">The item as the checklist names it, at most 200 characters.</param>
/// <param name="Outcome">Done, Skipped or NotApplicable.</param>
/// <param name="Note">Why not, at most 500 characters; needed unless Done.</param>
public record RecordChecklistItem(Guid CleanerId, string Item, ItemOutcome Outcome, string? Note = null)
{
    public class Validator : AbstractValidator<RecordChecklistItem>
    {
        public Validator()
        {
            RuleFor(x => x.CleanerId).NotEmpty();
            RuleFor(x => x.Item).Text(200);
            RuleFor(x => x.Note).OptionalText(500);
        }
    }
}

public static class RecordChecklistItemEndpoint
{
    /// <summary>Answers an item of the checklist; the latest answer counts.</summary>
    [WolverinePost("/api/dispatch/jobs/{jobId}/record-item"), Permission(Permission.WorkOnJobs)]
    public static Task<IResult> Post(Guid jobId, RecordChecklistItem command, Commands commands) =>
        commands.Change<Job>(jobId, (job, facts) =>
            job.RecordItem(command.Item, command.Outcome, facts.As(command.CleanerId), command.Note, facts.Now));
}
